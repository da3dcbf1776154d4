/** States of the options page, for tests that look at all of them. */
import type { GuardFailure } from '../../platform/guard-protocol';
import type { InstallFailure } from '../../platform/store-protocol';
import { emptyStore, ready } from './fake-link';
import { build, done, type FakeOptionsLink, failed, running } from './fake-options-link';

export interface OptionsScene {
  name: string;
  link: (link: FakeOptionsLink) => void;
  /** Clicked after all else, by accessible name. */
  click?: string;
}

const small = build({
  id: 'sea-guard-small',
  name: 'SEA-Guard small',
  bytes: 612_000_000,
  address: null,
  licence: 'Apache-2.0',
  installedAt: Date.now(),
});

/** The 4B in use, a smaller one beside it. */
export function atWork(link: FakeOptionsLink): void {
  const big = build();
  link.base.guard = ready();
  link.settings.chosen = { kind: 'installed', id: big.id, practice: false };
  link.store = emptyStore({ builds: [big, small] });
}

const guardFailed = (code: GuardFailure, name: string = code): OptionsScene => ({
  name: `guard: ${name}`,
  link: (link) => {
    atWork(link);
    link.base.guard = { status: 'failed', code, message: `decoder.weights.0: ${code}` };
    const problem = { code: 'damaged' as const, message: 'decoder.weights.0 differs' };
    if (code === 'damaged') link.store.builds = [build({ problem }), small];
  },
});

const installFailed = (code: InstallFailure): OptionsScene => ({
  name: `install failed: ${code}`,
  link: (link) => {
    atWork(link);
    link.store.install = failed(code, { resumable: code !== 'not-a-build' });
  },
});

const installing = (name: string, install: FakeOptionsLink['store']['install']): OptionsScene => ({
  name: `install: ${name}`,
  link: (link) => {
    link.store.install = install;
  },
});

const folder = { kind: 'folder', token: 'token-0', name: 'sea-guard-4b-q4' } as const;
const web = { kind: 'web', address: 'hf:example/sea-guard-4b' } as const;

export const HOSTILE_NAMES = [
  '<img src=x onerror="document.title=\'broken\'"><b>bold</b>',
  '\u202Egnp.exe\u202D\u2066 reversed and never closed',
  `${'Z\u0351\u0363\u0301\u0312'.repeat(4_000)}`,
  'w'.repeat(10_000),
  'شبكة الحراسة',
  '\u0000\n\n ',
];

export const optionsScenes: OptionsScene[] = [
  { name: 'first visit', link: () => {} },
  { name: 'at work', link: atWork },
  {
    name: 'practice guard in use',
    link: (link) => {
      link.base.guard = ready(true);
      link.settings.chosen = { kind: 'packaged', path: 'guards/practice/' };
    },
  },
  {
    name: 'guard loading',
    link: (link) => {
      atWork(link);
      link.base.guard = {
        status: 'loading',
        stage: 'files',
        loadedBytes: 1e9,
        totalBytes: 2_345_678_901,
      };
    },
  },
  {
    name: 'what is installed is not known yet',
    link: (link) => {
      link.store = emptyStore({ builds: null, freeBytes: null });
    },
  },
  {
    name: 'private window',
    link: (link) => {
      link.store = emptyStore({ freeBytes: null, unavailable: 'SecurityError: no storage here' });
    },
  },
  { name: 'asked before removing', link: atWork, click: 'Remove SEA-Guard 4B' },
  {
    name: 'checking',
    link: (link) => {
      atWork(link);
      link.store.verification = {
        id: 'sea-guard-4b-q4',
        doneBytes: 9e8,
        totalBytes: 2_345_678_901,
        outcome: null,
      };
    },
  },
  {
    name: 'checked, whole',
    link: (link) => {
      atWork(link);
      const bytes = 612_000_000;
      link.store.verification = {
        id: small.id,
        doneBytes: bytes,
        totalBytes: bytes,
        outcome: 'whole',
      };
    },
  },
  {
    name: 'checked, broken',
    link: (link) => {
      atWork(link);
      const problem = { code: 'missing' as const, message: 'embeddings.bin is not there' };
      link.store.builds = [build(), { ...small, problem, address: 'https://example.com/small/' }];
      link.store.verification = {
        id: small.id,
        doneBytes: 4e8,
        totalBytes: 612e6,
        outcome: 'broken',
      };
    },
  },
  guardFailed('missing'),
  guardFailed('damaged'),
  guardFailed('no-memory'),
  guardFailed('no-device'),
  installing('asking', running({ stage: 'asking', name: null, doneBytes: 0, totalBytes: 0 })),
  installing('checking', running({ stage: 'checking', bytesPerSecond: null })),
  installing(
    'downloading',
    running({
      notices: ['decoder.weights.2 came in wrong and is fetched a second time.'],
    }),
  ),
  installing('copying', running({ stage: 'copying', source: folder, bytesPerSecond: 310e6 })),
  {
    ...installing('asked before ending', running()),
    click: 'Cancel',
  },
  installing('paused', {
    status: 'paused',
    source: web,
    name: 'SEA-Guard 4B',
    doneBytes: 1_218_000_000,
    totalBytes: 2_900_000_000,
  }),
  installing('done', done()),
  installFailed('unreachable'),
  installFailed('refused'),
  installFailed('not-a-build'),
  installFailed('wrong-bytes'),
  installFailed('no-room'),
  installFailed('no-storage'),
  {
    name: 'install failed: folder-gone',
    link: (link) => {
      link.store.install = failed('folder-gone', { source: folder });
    },
  },
  installFailed('crashed'),
  {
    name: 'hostile names',
    link: (link) => {
      link.store = emptyStore({
        builds: HOSTILE_NAMES.map((name, index) =>
          build({ id: `hostile-${index}`, name, licence: name, model: name, installedAt: 1e300 }),
        ),
        install: running({
          name: HOSTILE_NAMES[2] ?? '',
          source: { kind: 'folder', token: 't', name: '\u202Ew'.repeat(150) },
          notices: HOSTILE_NAMES,
        }),
      });
    },
  },
  {
    name: 'background silent',
    link: (link) => {
      link.base.answers = false;
    },
  },
];
