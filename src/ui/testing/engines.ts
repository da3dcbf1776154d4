/** What the background says of engines, for tests of extension pages. */
import { defaultNetwork } from '../../core/engines';
import type { EnginesView, SiteSending } from '../../platform/engines-protocol';

type Part<T> = { readonly [K in keyof T]?: Partial<T[K]> };

export function enginesView(
  { server = {}, hosted = {} }: Pick<Part<EnginesView>, 'server' | 'hosted'> = {},
  more: Partial<EnginesView> = {},
): EnginesView {
  const network = defaultNetwork();
  const state = { status: 'off' } as const;
  return {
    ...network,
    server: { ...network.server, key: null, state, ...server },
    hosted: {
      ...network.hosted,
      key: null,
      state,
      left: 10,
      perMinute: 10,
      nextAt: null,
      ...hosted,
    },
    ...more,
  };
}

/** The hosted guard turned on, and at work. */
export const hostedOn: Partial<EnginesView['hosted']> = {
  on: true,
  key: '••••cret',
  state: { status: 'ready' },
};

export const siteSending = (partial: Partial<SiteSending> = {}): SiteSending => ({
  order: ['local', 'server', 'hosted'],
  ownOrder: false,
  allowed: { server: false, hosted: false },
  never: null,
  ...partial,
});
