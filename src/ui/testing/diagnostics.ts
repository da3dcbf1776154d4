/** The diagnostics page's link with no browser behind it. */
import type { DiagnosticsView } from '../../platform/around-protocol';
import type { DiagnosticsLink, Surroundings } from '../../platform/diagnostics-link';
import type { Channel, ChannelEvents } from '../../platform/ui-link';
import { FakeLink } from './fake-link';

export const surroundings = (): Surroundings => ({
  version: '0.1.0',
  browser: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0',
  os: 'linux x86-64',
  languages: ['ta-IN', 'en'],
  cores: 8,
  webgpu: true,
  isolated: true,
  used: 612_900_000,
  quota: 80_000_000_000,
  persisted: true,
  permissions: ['storage', 'activeTab'],
  origins: 3,
  privateWindows: false,
});

export const diagnosticsView = (): DiagnosticsView => ({
  guard: {
    status: 'ready',
    id: 'sea-guard-4b-q4',
    practice: false,
    device: {
      kind: 'webgpu',
      precision: 'f16',
      adapter: 'intel gen-12lp',
      subgroups: true,
      selfTestDifference: 0.0021,
    },
  },
  engines: { server: 'off', hosted: 'resting: slow' },
  settingsVersion: 6,
  sites: 2,
  frames: 4,
  since: Date.now() - 90_000,
  runs: [{ at: Date.now(), engine: 'local', kind: 'image', ms: 412, others: 3 }],
  errors: [{ at: Date.now() - 30_000, what: 'hosted rests: slow' }],
});

export class FakeDiagnosticsLink implements DiagnosticsLink {
  readonly base = new FakeLink();
  view = diagnosticsView();

  openBackground = (events: ChannelEvents): Channel => this.base.openBackground(events);
  ask = async (request: Parameters<DiagnosticsLink['ask']>[0]): Promise<unknown> => {
    await this.base.ask(request);
    return { ok: true, diagnostics: this.view };
  };
  surroundings = async (): Promise<Surroundings> => surroundings();
}
