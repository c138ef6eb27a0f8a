import type { People } from '../people';
import type { Access, NewUserRole } from '../session/permissions';
import { readJson, type Send } from './api-request';
import { apiPaths, personPath } from './contract';
import { fromPeopleWire, type PeopleWire, type RoleBodyWire, type SessionWire } from './people-wire';

/** From the role that the user saw to another one. */
export interface RoleStep<Role extends Access> {
  before: Role;
  after: Role;
}

/** People and their roles, as the browser reads and changes them. */
export interface PeopleApi {
  /** E-mail addresses of those whom a user can ask for another role, the owner's first. */
  getAdmins(): Promise<string[]>;
  getPeople(): Promise<People>;
  /** Changes a user's role. `none` removes the user from the app. */
  changeAccess(userId: number, step: RoleStep<Access>): Promise<void>;
  changeNewUserRole(step: RoleStep<NewUserRole>): Promise<void>;
  /** Dismisses the owner's notice that there are roles now. */
  dismissRolesNotice(): Promise<void>;
}

function toBody<Role extends Access>({ before, after }: RoleStep<Role>): RoleBodyWire<Role> {
  return { role: after, before };
}

/** Makes the calls about people and their roles. */
export function createPeopleApi(send: Send): PeopleApi {
  return {
    async getAdmins() {
      const { data } = (await readJson(await send('GET', apiPaths.session))) as SessionWire;
      return data.admins;
    },
    async getPeople() {
      return fromPeopleWire((await readJson(await send('GET', apiPaths.people))) as PeopleWire);
    },
    async changeAccess(userId, step) {
      await send('PUT', personPath(userId), { body: toBody(step) });
    },
    async changeNewUserRole(step) {
      await send('PUT', apiPaths.peopleSettings, { body: toBody(step) });
    },
    async dismissRolesNotice() {
      await send('DELETE', apiPaths.peopleNotice);
    },
  };
}
