import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UiAnswer, UiRequest } from '../../platform/messages';
import { FakeLock, lockedView } from '../testing/fake-lock';
import { BackgroundLine } from './background-line';

let lock: FakeLock;
let asked: UiRequest[];
let line: BackgroundLine;
const change = { type: 'guard.idle', minutes: 30 } as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  lock = new FakeLock();
  asked = [];
  line = new BackgroundLine(
    {
      openBackground: () => ({ send() {}, close() {} }),
      ask: async (request) => {
        asked.push(request);
        return lock.answer(request) ?? { ok: true };
      },
    },
    { event() {}, missed() {} },
  );
});
afterEach(() => vi.useRealTimers());

const turn = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};
const types = () => asked.map(({ type }) => type);

describe('what is refused', () => {
  it('is asked once more when the PIN was right, with nothing else meanwhile', async () => {
    const answers: UiAnswer[] = [];
    void line.ask(change).then((answer) => answers.push(answer));
    void line.ask(change).then((answer) => answers.push(answer));
    await turn();
    expect(line.lock.asked.value).toBe(true);
    // A person takes longer than a background may.
    vi.advanceTimersByTime(5 * 60_000);
    expect(await line.lock.unlock('1111')).toEqual({ done: false, reason: 'wrong' });
    expect(answers).toEqual([]);
    expect(await line.lock.unlock('8305')).toEqual({ done: true, recoveryCode: null });
    await turn();
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
    expect(line.lock.asked.value).toBe(false);
    expect(types().filter((type) => type === 'guard.idle')).toHaveLength(4);
  });

  it('stays refused where nobody has the PIN, in words of this page', async () => {
    const answer = line.ask(change);
    await turn();
    line.lock.cancel();
    expect(await answer).toMatchObject({
      ok: false,
      refusal: 'locked',
      error: 'This is locked, so nothing was changed. It takes the PIN.',
    });
    expect(types()).toEqual(['guard.idle']);
  });

  it('is not waited for when the page goes', async () => {
    const life = new AbortController();
    line.open(life.signal);
    const answer = line.ask(change);
    await turn();
    life.abort();
    expect(await answer).toMatchObject({ ok: false });
  });
});

describe('how it stands', () => {
  it('is closed when its time is over, also where nobody tells', () => {
    line.lock.take({ ...lockedView(), status: 'unlocked', until: Date.now() + 600_000 });
    expect(line.lock.guardsReveal()).toBe(false);
    vi.advanceTimersByTime(600_000);
    expect(line.lock.view.value?.status).toBe('locked');
    expect(line.lock.guardsReveal()).toBe(true);
  });

  it('guards revealing by the schedule', () => {
    line.lock.take(lockedView({ reveal: false }));
    expect(line.lock.guardsReveal()).toBe(false);
    line.lock.take({ status: 'off' });
    expect(line.lock.guardsReveal()).toBe(false);
    line.lock.take({ status: 'unreadable' });
    expect(line.lock.guardsReveal()).toBe(true);
  });

  it('says when the next try may be made', () => {
    line.lock.take(lockedView({ pinWaitMs: 30_000 }));
    expect(line.lock.waitUntil.value).toEqual({ pin: Date.now() + 30_000, code: 0 });
  });
});
