import { z } from 'zod';
import { storefrontParameters } from '../api/contract';
import { AppError } from '../errors';
import { parseChannelKey } from '../settings/scope';

/** So many storefronts fit into one address with room to spare for proxies in between. */
export const channelIdsMax = 250;

/**
 * The channel that a path names.
 *
 * @throws {AppError} `channel_not_found` for what no channel's id can be
 */
export function readChannelId(segment: string): number {
  const id = parseChannelKey(segment) ?? null;
  if (id === null) throw new AppError('channel_not_found');
  return id;
}

/**
 * The channels that a query asks for, as in BigCommerce's own `channel_id:in=1,2,3`.
 *
 * @returns 1 to 250 ids, in the order in which they are wanted
 * @throws {AppError} `not_found` where there are none or too many; `channel_not_found`
 */
export function readChannelIds(request: Request): number[] {
  const list = new URL(request.url).searchParams.get(storefrontParameters.ids) ?? '';
  const segments = list === '' ? [] : list.split(',');
  if (segments.length === 0 || segments.length > channelIdsMax) throw new AppError('not_found');
  return segments.map(readChannelId);
}

/** Tells a request for what somebody looks at now, `in_view=true`, from one for what may be looked at later. */
export function isInView(request: Request): boolean {
  return new URL(request.url).searchParams.get(storefrontParameters.inView) === 'true';
}

const idSchema = z.uuid();

/**
 * The change, or the entry, that a path names.
 *
 * @throws {AppError} `not_found` for what no change's id can be
 */
export function readChangeId(segment: string): string {
  const parsed = idSchema.safeParse(segment);
  if (!parsed.success) throw new AppError('not_found');
  return parsed.data;
}
