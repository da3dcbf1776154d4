/** States of the engines that content is sent to, for tests that look at all of them. */
import { defaultNetwork, HOSTED_PER_MINUTE } from '../../core/engines';
import {
  type EnginesView,
  type EngineTest,
  type RemoteState,
  RemoteTrouble,
} from '../../platform/engines-protocol';
import type { FakeOptionsLink } from './fake-options-link';
import type { OptionsScene } from './options-scenes';

const off: RemoteState = { status: 'off' };
const ready: RemoteState = { status: 'ready' };

export function enginesOff(): EnginesView {
  const { order, server, hosted, neverSend } = defaultNetwork();
  return {
    order,
    server: { ...server, key: null, state: off },
    hosted: {
      ...hosted,
      key: null,
      state: off,
      left: HOSTED_PER_MINUTE,
      perMinute: HOSTED_PER_MINUTE,
      nextAt: null,
    },
    neverSend,
  };
}

/** Both turned on and well. */
export function enginesAtWork(link: FakeOptionsLink): void {
  const view = enginesOff();
  const address = 'http://127.0.0.1:11434/v1';
  link.engines = {
    ...view,
    order: ['server', 'local', 'hosted'],
    server: { ...view.server, on: true, address, model: 'sea-guard', state: ready },
    hosted: { ...view.hosted, on: true, scope: 'all', key: '••••wxyz', state: ready, left: 7 },
  };
}

export const engineTest = (partial: Partial<EngineTest> = {}): EngineTest => ({
  trouble: null,
  message: 'POST http://127.0.0.1:11434/v1/chat/completions: 200',
  models: ['sea-guard', 'qwen'],
  logprobs: true,
  milliseconds: 412,
  ...partial,
});

const change = (name: string, prepare: (link: FakeOptionsLink) => void, click?: string) => ({
  name: `engines: ${name}`,
  link: (link: FakeOptionsLink) => {
    enginesAtWork(link);
    prepare(link);
  },
  ...(click === undefined ? {} : { click }),
});

const resting = (trouble: RemoteTrouble): RemoteState => ({
  status: 'resting',
  trouble,
  message: `GET /models: ${trouble}`,
  until: Date.now() + 60_000,
});

const HOSTILE = '<img src=x onerror="document.title=\'broken\'">';

export const engineScenes: OptionsScene[] = [
  change('at work', () => {}),
  {
    name: 'engines: asked before the first is turned on',
    link: (link) => {
      link.engines.server = { ...link.engines.server, address: 'http://guard.example.org/v1' };
    },
    click: 'Your own server',
  },
  { name: 'engines: asked before the hosted one', link: () => {}, click: 'SEA-LION (hosted)' },
  change('not ready', ({ engines }) => {
    engines.server.state = { status: 'unready', why: 'no-permission' };
    engines.hosted.state = { status: 'unready', why: 'no-key' };
    engines.hosted.key = null;
  }),
  change('no consent, no address', ({ engines }) => {
    engines.server.state = { status: 'unready', why: 'no-address' };
    engines.server.address = '';
    engines.hosted.state = { status: 'unready', why: 'no-consent' };
  }),
  ...RemoteTrouble.options.map((trouble) =>
    change(`resting, ${trouble}`, ({ engines }) => {
      engines.server.state = resting(trouble);
      engines.hosted.state = resting(trouble);
    }),
  ),
  change('requests used up', ({ engines }) => {
    engines.hosted.left = 0;
    engines.hosted.nextAt = Date.now() + 42_000;
  }),
  change('readable on the way, and hostile', ({ engines }) => {
    engines.server.address = `http://${'w'.repeat(60)}.${'x'.repeat(60)}.example.org/v1`;
    engines.server.key = HOSTILE;
    engines.server.state = {
      ...resting('unreachable'),
      message: HOSTILE.repeat(50),
    } as RemoteState;
    engines.neverSend = {
      added: [`${'y'.repeat(60)}.${'z'.repeat(60)}.example.org`],
      removed: [],
    };
  }),
];
