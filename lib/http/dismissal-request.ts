import { z } from 'zod';
import { findingsAtOnce, reasonMaxLength } from '../api/checks-wire';
import { AppError } from '../errors';
import { channelIdMax } from '../settings/scope';

/** Longer than two addresses and the facts of any rule. */
const fingerprintMaxLength = 8_192;

/** No control characters besides line breaks: they are invisible, and PostgreSQL refuses some. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !/(?![\t\n\r])\p{Cc}/u.test(value));

const bodySchema = z.strictObject({
  findings: z
    .array(
      z.strictObject({
        rule: z.string().regex(/^[a-zA-Z]{1,60}$/),
        channel_id: z.int().min(1).max(channelIdMax).nullable(),
        fingerprint: text(fingerprintMaxLength),
      }),
    )
    .min(1)
    .max(findingsAtOnce),
  reason: text(reasonMaxLength).nullable(),
});

/** Findings, and the reason for which they are not relevant; `null` where they are relevant again. */
export interface Dismissal {
  findings: { rule: string; channelId: number | null; fingerprint: string }[];
  reason: string | null;
}

/**
 * Validates the body of a request that calls findings not relevant: `{findings: [{rule, channel_id, fingerprint}],
 * reason}`.
 *
 * @param body parsed JSON
 * @throws {AppError} `invalid_fields` naming each faulty member
 */
export function parseDismissal(body: unknown): Dismissal {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => [path.join('.') || 'body', message]);
    throw new AppError('invalid_fields', {
      fieldErrors: Object.fromEntries(faults) as Record<string, string>,
    });
  }
  const { findings, reason } = parsed.data;
  return {
    findings: findings.map(({ channel_id: channelId, ...finding }) => ({ ...finding, channelId })),
    reason,
  };
}
