import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { historyCases } from './cases/history-cases';
import { changeCases } from './cases/change-cases';
import { clockCases } from './cases/clock-cases';
import { installCases } from './cases/install-cases';
import { installationCases } from './cases/installation-cases';
import { migrationCases } from './cases/migration-cases';
import { openingCases } from './cases/opening-cases';
import { outageCases } from './cases/outage-cases';
import { purgeHistoryCases } from './cases/purge-history-cases';
import { purgeCases } from './cases/purge-cases';
import { roleCases } from './cases/role-cases';
import { appChangeCases } from './cases/app-change-cases';
import { pastStateCases } from './cases/past-state-cases';
import { sessionStandingCases } from './cases/session-standing-cases';
import { signedPayloadCases } from './cases/signed-payload-cases';
import { userCases } from './cases/user-cases';
import { createPostgresEngine, createSqliteEngine } from './engines';
import { createFreshDatabases } from './fresh-databases';

/** Both engines pass the same cases, so that a deployment behaves the same on either. */
describe.each([createSqliteEngine(), createPostgresEngine()])('$name', (engine) => {
  const databases = createFreshDatabases(engine);

  beforeAll(() => engine.start(), 60_000);
  afterEach(() => databases.closeAll());
  afterAll(() => engine.stop());

  describe('installations', () => installationCases(databases));
  describe('users', () => userCases(databases));
  describe('installs', () => installCases(databases));
  describe('signed payloads', () => signedPayloadCases(databases));
  describe('roles', () => roleCases(databases));
  describe('changes of the app’s own records', () => appChangeCases(databases));
  describe('the state at a past moment', () => pastStateCases(databases));
  describe('session standing', () => sessionStandingCases(databases));
  describe('clock', () => clockCases(databases));
  describe('changes', () => changeCases(databases));
  describe('purge of history', () => purgeHistoryCases(databases));
  describe('purge', () => purgeCases(databases));
  describe('history', () => historyCases(databases));
  describe('opening', () => openingCases(databases));
  describe('migrations', () => migrationCases(databases));
  describe('outages', () => outageCases(databases));
});
