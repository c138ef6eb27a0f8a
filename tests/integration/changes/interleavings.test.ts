import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type BigCommerceClient,
  createBigCommerceClient,
  type StoreAccess,
} from '../../../lib/bigcommerce/client';
import { fromWireSettings, toWireSettings } from '../../../lib/settings/wire';
import { createSettingsObserver, type SettingsObserver } from '../../../lib/changes/settings-observer';
import { toChange } from '../../../lib/database/change-row';
import { createDatabase, type Database } from '../../../lib/database/database';
import { migrateDatabase } from '../../../lib/database/migrate';
import { AppError } from '../../../lib/errors';
import type { Change } from '../../../lib/settings/change';
import { type CustomerSettings, inheritableFields } from '../../../lib/settings/customer-settings';
import { applySettings, diffSettings, pickFields, presentFields } from '../../../lib/settings/diff';
import { secondLookMs, settlingMs } from '../../../lib/settings/last-known';
import { type Sandbox, startSandbox, type Store } from '../../../sandbox/sandbox.ts';
import { createPostgresEngine, createSqliteEngine } from '../database/engines';
import { addInstalledStore, sandboxApp, saveInOrder, silentLog } from './saving-store';
import { createChance, createTurns, type Turns } from './turns';

const interleavings = 1_000;
const storefront = 1;
type Scope = null | typeof storefront;

/** One app server: a connection to the database and a client of its own. */
interface Server {
  database: Database;
  client: BigCommerceClient;
}

describe.each([createSqliteEngine(), createPostgresEngine()])(
  'two people who save at once on $name',
  (engine) => {
    let sandbox: Sandbox;
    let servers: [Server, Server];
    let store: Store;
    let access: StoreAccess;
    /** A clock of which no two moments are the same, so that the history has an order. */
    let moments = Date.UTC(2026, 0, 5);
    const now = () => (moments += 1);
    const counts = new Map<string, number>();
    const count = (kind: string) => counts.set(kind, (counts.get(kind) ?? 0) + 1);

    beforeAll(async () => {
      await engine.start();
      const url = await engine.createUrl();
      sandbox = await startSandbox({ app: sandboxApp, seed: 'empty', quiet: true });
      const createServer = (): Server => ({
        database: createDatabase(url),
        client: createBigCommerceClient({ apiUrl: sandbox.url }),
      });
      servers = [createServer(), createServer()];
      await migrateDatabase(servers[0].database);
      ({ store, access } = await addInstalledStore(sandbox, servers[0].database, 1));
    });
    afterAll(async () => {
      for (const { database, client } of servers) {
        await database.destroy();
        await client.close();
      }
      await sandbox.close();
      await engine.stop();
    });

    const storedAt = (scope: Scope): CustomerSettings =>
      scope === null
        ? fromWireSettings(store.settings, null)
        : fromWireSettings(store.settingsOfChannel(scope), scope);

    let editsOutside: { scope: Scope; changes: CustomerSettings }[] = [];

    function editOutside(scope: Scope, changes: CustomerSettings): void {
      editsOutside.push({ scope, changes });
      const wire = { ...toWireSettings(changes) };
      if (scope === null) store.changeSettings(wire);
      else store.changeChannelSettings(scope, wire);
    }

    /** Every call to BigCommerce begins and ends with a turn, and so does every wait. */
    function createPlayer({ database, client }: Server, turns: Turns) {
      const bigCommerce: BigCommerceClient = {
        ...client,
        async call(caller, call) {
          await turns.take();
          const outcome = await client.call(caller, call).catch((error: unknown) => error as Error);
          await turns.take();
          if (outcome instanceof Error) throw outcome;
          return outcome;
        },
      };
      const observer = createSettingsObserver({ database, now, bigCommerce, log: silentLog });
      const wait = async (ms: number) => {
        moments += Math.ceil(ms);
        await turns.take();
      };
      return { dependencies: { database, now, log: silentLog, bigCommerce, wait }, observer };
    }

    function read(observer: SettingsObserver, scope: Scope): Promise<{ settings: CustomerSettings }> {
      return scope === null ? observer.readStore(access) : observer.readStorefront(access, scope);
    }

    function chooseChanges(chance: () => number, scope: Scope): CustomerSettings {
      const pick = <T>(...values: T[]): T => values[Math.floor(chance() * values.length)] as T;
      const none = scope === null ? [] : [null];
      const values: CustomerSettings = {
        trackingConsent: pick(true, false, ...none),
        trackingConsentOnCheckout: pick(true, false, ...none),
        policyUrl: pick('', 'https://a.example/', 'https://b.example/', ...none),
        guestCustomerGroupId: pick(0, 1, 2, ...none),
        defaultCustomerGroupId: pick(0, 1, 2, ...none),
      };
      const chosen = pickFields(values, () => chance() < 0.4);
      return presentFields(chosen).length > 0 ? chosen : pickFields(values, (field) => field === 'policyUrl');
    }

    /** A user who reads, edits and saves, and merges after a conflict, as the form does. */
    function createPerson(server: Server, turns: Turns, chance: () => number, userId: number) {
      const scope: Scope = chance() < 0.5 ? null : storefront;
      const wanted = chooseChanges(chance, scope);
      return async () => {
        const { dependencies, observer } = createPlayer(server, turns);
        let { settings: seen } = await read(observer, scope);
        for (let tries = 0; tries < 3; tries++) {
          const changes = diffSettings(seen, wanted);
          if (presentFields(changes).length === 0) return;
          try {
            await saveInOrder(dependencies, { access, channelId: scope, userId, seen, changes });
            return;
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
            count(error.code);
            // Lost answers end a save; what others changed is looked at, and what is left is tried again.
            if (error.code !== 'settings_changed') return;
            ({ settings: seen } = await read(observer, scope));
          }
        }
      };
    }

    function createOutsider(turns: Turns, chance: () => number) {
      const edits = Array.from({ length: Math.floor(chance() * 3) }, () => {
        const scope: Scope = chance() < 0.5 ? null : storefront;
        return { scope, changes: chooseChanges(chance, scope) };
      });
      return async () => {
        for (const { scope, changes } of edits) {
          await turns.take();
          editOutside(scope, changes);
        }
      };
    }

    function createReader(server: Server, turns: Turns, chance: () => number) {
      const scopes = Array.from({ length: Math.floor(chance() * 3) }, (): Scope =>
        chance() < 0.5 ? null : storefront,
      );
      return async () => {
        const { observer } = createPlayer(server, turns);
        for (const scope of scopes) await read(observer, scope);
      };
    }

    /** Answers that are lost, before or after the work was done, and plain refusals. */
    function addFault(chance: () => number): void {
      const match = { method: 'PUT' };
      const kind = chance();
      const applied = chance() < 0.5;
      if (kind < 0.15) sandbox.faults.add({ kind: 'cut', at: 'before-headers', applied, times: 1, match });
      else if (kind < 0.25) sandbox.faults.add({ kind: 'cut', at: 'before-headers', times: 4, match });
      else if (kind < 0.35) sandbox.faults.add({ kind: 'status', status: 423, times: 1, match });
    }

    async function play(seed: number): Promise<void> {
      const chance = createChance(seed);
      const turns = createTurns(chance);
      const [one, two] = servers;
      addFault(chance);
      await turns.run([
        createPerson(one, turns, chance, 1),
        createPerson(two, turns, chance, 2),
        createOutsider(turns, chance),
        createReader(two, turns, chance),
      ]);
      sandbox.faults.clear();
    }

    async function historyOf(scope: Scope): Promise<(Change & { settledAt: number })[]> {
      const rows = await servers[0].database
        .selectFrom('changes')
        .selectAll()
        .where('channelId', '=', scope ?? 0)
        .orderBy('settledAt')
        .execute();
      return rows.map((row) => ({
        ...toChange({ ...row, email: null }),
        settledAt: row.settledAt ?? NaN,
      }));
    }

    /** Takes one change after the other, each from what the one before it left. */
    function replay(from: CustomerSettings, history: readonly Change[], seed: number): CustomerSettings {
      return history.reduce((state, { status, before, stored, requested, sideEffects }) => {
        expect(status, `seed ${seed}`).not.toBe('pending');
        if (status === 'failed') return state;
        const fields = presentFields({ ...requested, ...sideEffects?.stored });
        const known = pickFields(state, (field) => fields.includes(field));
        const begun = { ...before, ...sideEffects?.before };
        expect(begun, `seed ${seed}: a change begins where the one before it ended`).toEqual(known);
        return applySettings(state, { ...stored, ...sideEffects?.stored });
      }, from);
    }

    /** Checks that each change recorded from outside was really made there, value by value. */
    function expectMadeOutside(scope: Scope, history: readonly Change[], seed: number): void {
      const edits = editsOutside.filter((edit) => edit.scope === scope);
      for (const { source, requested, sideEffects } of history) {
        const found = source === 'outside' ? requested : (sideEffects?.stored ?? {});
        for (const field of presentFields(found)) {
          const made = edits.some(({ changes }) => changes[field] === found[field]);
          expect(made, `seed ${seed}: ${field} was changed elsewhere`).toBe(true);
        }
      }
    }

    /** Every change of ours was sent to BigCommerce, just so. */
    function expectSent(history: readonly Change[], seed: number): void {
      const bodies = sandbox.requests
        .list({ method: 'PUT' })
        .map(({ body }) => fromWireSettings(body as object, 1));
      for (const { source, requested } of history.filter(({ status }) => status !== 'failed')) {
        if (source === 'outside') continue;
        const sent = bodies.some((body) => presentFields(diffSettings(body, requested)).length === 0);
        expect(sent, `seed ${seed}: ${JSON.stringify(requested)} was sent`).toBe(true);
      }
    }

    it(
      `leave a history that explains what is stored, in each of ${interleavings} orders`,
      { timeout: 400_000 },
      async () => {
        const [{ database, client }] = servers;
        const observer = createSettingsObserver({ database, now, bigCommerce: client, log: silentLog });
        const scopes: Scope[] = [null, storefront];
        for (const scope of scopes) await observer.observe(access, scope);
        for (let seed = 1; seed <= interleavings; seed++) {
          const before = new Map(scopes.map((scope) => [scope, storedAt(scope)]));
          await database.deleteFrom('changes').execute();
          sandbox.requests.clear();
          editsOutside = [];
          moments += 3_600_000;
          await play(seed);
          // Open questions are decided: a return to a former value at the second look after the settling time.
          for (const pause of [settlingMs, secondLookMs]) {
            moments += pause;
            for (const scope of scopes) await observer.observe(access, scope);
          }
          for (const scope of scopes) {
            const history = await historyOf(scope);
            expect(replay(before.get(scope) ?? {}, history, seed), `seed ${seed}`).toEqual(storedAt(scope));
            expectSent(history, seed);
            expectMadeOutside(scope, history, seed);
            for (const { source, status } of history) count(`${source} ${status}`);
          }
        }
        const told = [...counts].map(([kind, count]) => `${count} ${kind}`).sort();
        process.stdout.write(`${engine.name}: ${interleavings} interleavings: ${told.join(', ')}\n`);
        for (const kind of [
          'app applied',
          'app failed',
          'outside applied',
          'settings_changed',
          'store_locked',
        ])
          expect(counts.get(kind), kind).toBeGreaterThan(20);
      },
    );

    it('are tried with every setting of a store', () => {
      const chance = createChance(1);
      const chosen = Array.from({ length: 50 }, () => presentFields(chooseChanges(chance, null))).flat();
      expect(new Set(chosen)).toEqual(new Set(inheritableFields));
    });
  },
);
