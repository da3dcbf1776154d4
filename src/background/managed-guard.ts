/**
 * The guard build that an organisation's policy names: installed by itself, then in use. Until it
 * is there the policy has no guard to give (core/managed-settings.ts).
 */
import type { GuardSource } from '../core/guard-source';
import type { ManagedPolicy } from '../core/managed';
import type { StoredBuild, StoreRequest, StoreView } from '../platform/store-protocol';

export interface ManagedGuardOptions {
  settings: {
    policy(): Promise<ManagedPolicy>;
    /** Null where the policy's guard is not installed. */
    managedGuard(): Promise<GuardSource | null>;
    setManagedGuard(source: GuardSource | null): Promise<void>;
  };
  store: { request(request: StoreRequest): Promise<StoreView> };
  /** Which guard holds may be another now. */
  changed(): Promise<void>;
}

export class ManagedGuard {
  #chain: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ManagedGuardOptions) {}

  /**
   * Sees to the policy's guard. `again`: looks whether it is still there, and tries once more to
   * install what could not be installed. Resolves with true while there is one to wait for.
   */
  follow({ again }: { again: boolean }): Promise<boolean> {
    const result = this.#chain.then(() => this.#follow(again));
    this.#chain = result.catch(() => {});
    return result;
  }

  async #follow(again: boolean): Promise<boolean> {
    const { settings, store, changed } = this.options;
    const { guardAddress: address, guardSha256: sha256 } = await settings.policy();
    if (address === undefined) return false;
    const known = await settings.managedGuard();
    if (known && !again) return false;
    const { builds, install } = await store.request({ type: 'store.list' });
    // The store cannot be read: what is known of it stays.
    if (builds === null) return known === null;
    const build = builds.find((each) => isNamed(each, address, sha256));
    if (build && build.problem === null) {
      const { id, practice } = build;
      await settings.setManagedGuard({ kind: 'installed', id, practice });
      await changed();
      return false;
    }
    const isItsName = ({ id }: StoredBuild): boolean =>
      known?.kind === 'installed' && known.id === id;
    if (!build && builds.some(isItsName)) {
      // Repaired from elsewhere, perhaps: those are not the policy's bytes any more.
      await settings.setManagedGuard(null);
      await changed();
    }
    const isBusy = install.status === 'running';
    const isLeft = install.status === 'failed' || install.status === 'paused';
    if (!isBusy && (again || !isLeft)) {
      const source = { kind: 'web', address, ...(sha256 !== undefined && { sha256 }) } as const;
      await store.request({ type: 'store.install', source });
    }
    return (await settings.managedGuard()) === null;
  }
}

/** By its hash where the policy has one: those are its bytes, wherever they came from. */
const isNamed = (build: StoredBuild, address: string, sha256: string | undefined): boolean =>
  sha256 === undefined ? build.address === address : build.sha256 === sha256;
