import { z } from 'zod';
import { channelIdsMax, storefrontParameters } from '../api/contract';
import { AppError } from '../errors';
import { parseChannelKey } from '../settings/scope';

/**
 * Parses the channel id of a path.
 *
 * @throws {AppError} `channel_not_found` where the text cannot be a channel's id
 */
export function readChannelId(segment: string): number {
  const id = parseChannelKey(segment) ?? null;
  if (id === null) throw new AppError('channel_not_found');
  return id;
}

/**
 * Parses the channel ids of a query in BigCommerce's form `channel_id:in=1,2,3`.
 *
 * @returns 1 to 250 ids, in the order of the query
 * @throws {AppError} `not_found` where there are none or too many; `channel_not_found`
 */
export function readChannelIds(request: Request): number[] {
  const list = new URL(request.url).searchParams.get(storefrontParameters.ids) ?? '';
  const segments = list === '' ? [] : list.split(',');
  if (segments.length === 0 || segments.length > channelIdsMax) throw new AppError('not_found');
  return segments.map(readChannelId);
}

/**
 * Parses the id of a user in a path.
 *
 * @throws {AppError} `not_found` where the text cannot be a user's id
 */
export function readUserId(segment: string): number {
  const id = Number(segment);
  if (!/^[1-9]\d{0,15}$/.test(segment) || !Number.isSafeInteger(id)) throw new AppError('not_found');
  return id;
}

/** Whether a request is for storefronts that are visible now, `in_view=true`. */
export function isInView(request: Request): boolean {
  return new URL(request.url).searchParams.get(storefrontParameters.inView) === 'true';
}

const idSchema = z.uuid();

/**
 * Parses the id of a change or an entry in a path.
 *
 * @throws {AppError} `not_found` where the text cannot be a change's id
 */
export function readChangeId(segment: string): string {
  const parsed = idSchema.safeParse(segment);
  if (!parsed.success) throw new AppError('not_found');
  return parsed.data;
}
