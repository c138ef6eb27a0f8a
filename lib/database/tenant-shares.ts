/** Limits how many of some resources, such as connections, one store holds at once. */
export interface TenantShares {
  /**
   * Waits until the store holds fewer than its share.
   *
   * @param tenant a store hash; `undefined` is not limited
   * @returns a function to be called once, when the resource is released
   * @throws Error after the time limit
   */
  enter(tenant: string | undefined): Promise<() => void>;
}

interface Tenant {
  held: number;
  waiting: Set<() => void>;
}

/**
 * @param share the most resources that one store may hold
 * @param limitMs the longest wait for one, in milliseconds
 */
export function createTenantShares(share: number, limitMs: number): TenantShares {
  /** Stores that hold a resource or wait for one. */
  const tenants = new Map<string, Tenant>();

  function leave(name: string, tenant: Tenant): void {
    const [next] = tenant.waiting;
    if (next) {
      // The next waiting caller gets it: the number that is held stays the same.
      tenant.waiting.delete(next);
      next();
      return;
    }
    tenant.held -= 1;
    if (tenant.held === 0) tenants.delete(name);
  }

  function wait({ waiting }: Tenant): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(enter);
        reject(new Error(`A store holds ${share} connections to the database for longer than ${limitMs} ms`));
      }, limitMs);
      waiting.add(enter);
    });
  }

  return {
    async enter(name) {
      if (name === undefined) return () => undefined;
      const tenant = tenants.get(name) ?? { held: 0, waiting: new Set() };
      tenants.set(name, tenant);
      if (tenant.held < share) tenant.held += 1;
      else await wait(tenant);
      return () => leave(name, tenant);
    },
  };
}
