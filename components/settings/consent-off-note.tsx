'use client';

import { Small } from '@bigcommerce/big-design';
import { useFollowers } from '../data/use-known-overrides';
import { useFollowerWords } from '../setting-fields/use-follower-words';

/** The effects on shoppers of each storefront once consent to tracking is turned off. */
export function ConsentOffNote({ channelId }: { channelId: number | null }) {
  const followers = useFollowers('trackingConsent');
  const words = useFollowerWords();
  const ofStore = channelId === null;
  const lines = [
    words.consentOff(ofStore ? followers.storefronts.map(({ name }) => name) : []),
    ...(ofStore ? words.unknown(followers) : []),
  ];
  return (
    <div role="status">
      {lines.map((line) => (
        <Small key={line} color="secondary70" marginTop="xxSmall" marginBottom="none">
          {line}
        </Small>
      ))}
    </div>
  );
}
