import type { Migration } from 'kysely/migration';
import { up as storeRecord } from './0001-store-record';
import { up as changes } from './0002-changes';
import { up as lateReads } from './0003-late-reads-and-writes';
import { up as signIn } from './0004-sign-in';
import { up as historyIndexes } from './0005-history-indexes';
import { up as installationChecks } from './0006-installation-checks';
import { up as reasons } from './0007-reasons';
import { up as roles } from './0008-roles';
import { up as policyChecks } from './0009-policy-checks';
import { up as dismissedFindings } from './0010-dismissed-findings';
import { up as userLanguage } from './0011-user-language';
import { up as appChanges } from './0012-app-changes';
import { up as knownSince } from './0013-known-since';

/**
 * Every migration under its number, in order. A list in code, because a folder could not be read once Next has bundled
 * the server. A migration that was released is never edited or removed; a new one is added at the
 * end and only adds, so that the release before it goes on working. One that cannot has a number that ends in
 * `.breaking`, see schema-age.ts.
 */
export const numberedMigrations: Record<string, Migration> = {
  '0001-store-record': { up: storeRecord },
  '0002-changes': { up: changes },
  '0003-late-reads-and-writes': { up: lateReads },
  '0004-sign-in': { up: signIn },
  '0005-history-indexes': { up: historyIndexes },
  '0006-installation-checks': { up: installationChecks },
  '0007-reasons': { up: reasons },
  '0008-roles': { up: roles },
  '0009-policy-checks': { up: policyChecks },
  '0010-dismissed-findings': { up: dismissedFindings },
  '0011-user-language': { up: userLanguage },
  '0012-app-changes': { up: appChanges },
  '0013-known-since': { up: knownSince },
};
