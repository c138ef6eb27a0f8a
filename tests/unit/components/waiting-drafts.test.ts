import { expect, it } from 'vitest';
import { listWaitingDrafts } from '../../../components/data/use-waiting-drafts';

const draft = (edits: object) => ({ edits, seen: {}, restored: false });
const stored = (settings: object) => ({ tagged: { settings, etag: '"1"' } });

it('counts what a save would write, the global settings first', () => {
  const drafts = new Map([
    [7, draft({ policyUrl: 'https://a.example/', trackingConsent: true })],
    [null, draft({ policyUrl: 'https://b.example/' })],
  ]);
  expect(listWaitingDrafts(drafts, new Map([[7, stored({ policyUrl: '', trackingConsent: null })]]))).toEqual(
    [
      { channelId: null, fields: ['policyUrl'] },
      { channelId: 7, fields: ['trackingConsent', 'policyUrl'] },
    ],
  );
});

it('leaves out what BigCommerce holds already, and a field that it lacks', () => {
  const drafts = new Map([
    [7, draft({ policyUrl: 'https://a.example/', trackingConsent: true })],
    [8, draft({ policyUrl: 'https://a.example/' })],
  ]);
  const scopes = new Map([
    [7, stored({ policyUrl: 'https://a.example/' })],
    [8, stored({ policyUrl: '' })],
  ]);
  expect(listWaitingDrafts(drafts, scopes)).toEqual([{ channelId: 8, fields: ['policyUrl'] }]);
});
