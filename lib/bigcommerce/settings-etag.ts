import { createHash } from 'node:crypto';
import { type CustomerSettings, settingFields } from '../settings/customer-settings';

const digestLength = 27;

/** Compressing proxies add the coding to a tag: Apache `-gzip`, Jetty `--gzip`, others `;br`. */
const suffixedTag = new RegExp(
  `^("[\\w-]{${digestLength}})(?:--?|;)(?:x-)?(?:gzip|br|deflate|compress|zstd)"$`,
);

/**
 * A tag as it was before a proxy on its way named a content coding in it. The tags are over values and not over bytes,
 * so that a coding changes nothing.
 *
 * @param tag with its quotes and without `W/`
 */
export function withoutCoding(tag: string): string {
  const [, begin] = suffixedTag.exec(tag) ?? [];
  return begin === undefined ? tag : `${begin}"`;
}

/**
 * Makes a strong entity tag (RFC 9110 §8.8.3) of settings. BigCommerce has no version of them, so the tag is a digest
 * of the values, `null` included; unknown fields do not count.
 *
 * @returns the tag with its quotes, 29 characters
 */
export function settingsEtag(settings: CustomerSettings): string {
  const known: CustomerSettings = settings;
  const values = settingFields.map((field) => (known[field] === undefined ? [] : [known[field]]));
  const digest = createHash('sha256').update(JSON.stringify(values)).digest('base64url');
  return `"${digest.slice(0, digestLength)}"`;
}
