import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Moving } from './moving';
import { printOf } from './print';
import { painted } from './testing/pictures';

const realTimeout = setTimeout.bind(window);
/** Frames and what is observed in them are the browser's own here; only the clock is ours. */
const frames = () => new Promise((resolve) => realTimeout(resolve, 60));
let stopping = new AbortController();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  stopping.abort();
  stopping = new AbortController();
  document.body.replaceChildren();
  scrollTo(0, 0);
});

function setUp() {
  const redrawn: Element[] = [];
  const moving = new Moving(
    { redrawn: (element) => redrawn.push(element), measure: (work) => work() },
    stopping.signal,
  );
  return {
    moving,
    redrawn,
    async pass(ms: number): Promise<void> {
      for (let left = ms; left > 0; left -= 250) {
        vi.advanceTimersByTime(Math.min(250, left));
        if (ms <= 2_000 || left % 2_500 === 0) await frames();
      }
      await frames();
    },
  };
}

function canvas(top = 0): { element: HTMLCanvasElement; paint(color: string): void } {
  const element = document.createElement('canvas');
  Object.assign(element, { width: 200, height: 100 });
  element.style.cssText = `display:block;margin-top:${top}px`;
  document.body.append(element);
  return {
    element,
    paint: (color) => element.getContext('2d')?.drawImage(painted(200, 100, color), 0, 0, 200, 100),
  };
}

describe('a canvas', () => {
  test('is a picture when it has been still for a moment, and idle says so', async () => {
    const { moving, redrawn, pass } = setUp();
    const { element, paint } = canvas();
    paint('red');
    moving.watch(element);
    expect(moving.idle).toBe(false);
    await pass(250);
    expect(moving.editionOf(element)).toBe(0);
    await pass(500);
    expect(moving.editionOf(element)).toBe(1);
    expect(redrawn).toEqual([element]);
    expect(moving.idle).toBe(true);
  });

  test('that nothing is drawn on is none, until something is', async () => {
    const { moving, pass } = setUp();
    const { element, paint } = canvas();
    moving.watch(element);
    await pass(1_500);
    expect(moving.idle).toBe(true);
    expect(moving.editionOf(element)).toBe(0);
    paint('red');
    await pass(2_000);
    expect(moving.editionOf(element)).toBe(1);
  });

  test('that never rests is taken as it is after five seconds', async () => {
    const { moving, pass } = setUp();
    const { element, paint } = canvas();
    moving.watch(element);
    for (let i = 0; i < 16; i++) {
      paint(`rgb(${i * 9}, 0, 99)`);
      await pass(250);
    }
    expect(moving.editionOf(element)).toBe(0);
    for (let i = 0; i < 12; i++) {
      paint(`rgb(0, ${i * 9}, 99)`);
      await pass(250);
    }
    expect(moving.editionOf(element)).toBe(1);
  });

  test('is another picture at most every five seconds, if it differs, and five in all', async () => {
    const { moving, pass } = setUp();
    const { element, paint } = canvas();
    paint('red');
    moving.watch(element);
    await pass(1_000);
    await pass(20_000);
    expect(moving.editionOf(element)).toBe(1);
    paint('blue');
    for (let i = 0; i < 24 && moving.editionOf(element) < 2; i++) await pass(250);
    expect(moving.editionOf(element)).toBe(2);
    paint('green');
    await pass(4_500);
    expect(moving.editionOf(element)).toBe(2);
    await pass(1_000);
    expect(moving.editionOf(element)).toBe(3);
    for (let i = 0; i < 8; i++) {
      paint(`rgb(9, ${i * 9}, 9)`);
      await pass(6_000);
    }
    expect(moving.editionOf(element)).toBe(5);
  }, 20_000);

  test('is not another picture while nobody sees it', async () => {
    const { moving, pass } = setUp();
    const { element, paint } = canvas(5_000);
    paint('red');
    moving.watch(element);
    await pass(1_000);
    expect(moving.editionOf(element)).toBe(1);
    paint('blue');
    await pass(10_000);
    expect(moving.editionOf(element)).toBe(1);
    element.scrollIntoView();
    await pass(6_000);
    expect(moving.editionOf(element)).toBe(2);
  });

  test('of WebGL is read in the frame in which it is drawn', async ({ skip }) => {
    const { moving, pass } = setUp();
    const { element } = canvas();
    const gl = element.getContext('webgl');
    if (!gl) skip('this browser has no WebGL');
    let isRunning = true;
    const draw = () => {
      gl?.clearColor(0.9, 0.1, 0.1, 1);
      gl?.clear(gl.COLOR_BUFFER_BIT);
      if (isRunning) requestAnimationFrame(draw);
    };
    draw();
    moving.watch(element);
    await pass(2_000);
    isRunning = false;
    expect(moving.editionOf(element)).toBe(1);
  });
});

describe('a drawing of the page', () => {
  test('is another picture when its nodes change, at most every five seconds, five times', async () => {
    const { moving, redrawn, pass } = setUp();
    document.body.innerHTML = '<svg width="90" height="90"><circle r="9"/></svg>';
    const [svg] = document.body.children;
    if (!svg) throw new Error('no svg');
    moving.watch(svg);
    expect(moving.idle).toBe(true);
    for (let i = 0; i < 9; i++) {
      moving.changed(svg);
      await pass(500);
    }
    expect(redrawn).toHaveLength(0);
    await pass(1_000);
    expect(redrawn).toHaveLength(1);
    for (let i = 0; i < 40; i++) {
      moving.changed(svg);
      await pass(2_500);
    }
    expect(moving.editionOf(svg)).toBe(5);
  }, 20_000);
});

describe('a video', () => {
  test('is another picture every ten seconds while it plays in view', async () => {
    const { moving, pass } = setUp();
    const film = canvas();
    const video = document.createElement('video');
    Object.assign(video, { muted: true, srcObject: film.element.captureStream(20) });
    video.style.cssText = 'display:block;width:200px;height:100px';
    document.body.append(video);
    const timer = setInterval(() => film.paint(`rgb(${Date.now() % 255}, 9, 9)`), 20);
    await video.play();
    moving.watch(video);
    await pass(1_000);
    expect(moving.editionOf(video)).toBe(1);
    await pass(5_000);
    moving.watch(video);
    expect(moving.editionOf(video)).toBe(1);
    await pass(6_000);
    expect(moving.editionOf(video)).toBe(2);
    video.style.marginTop = '9000px';
    await pass(20_000);
    expect(moving.editionOf(video)).toBe(2);
    video.style.marginTop = '0';
    moving.retire(video);
    moving.watch(video);
    await pass(20_000);
    expect(moving.editionOf(video)).toBe(2);
    clearInterval(timer);
  }, 20_000);
});

describe('the print of a canvas', () => {
  test('is the same for the same picture, and tells a few letters from none', () => {
    const [a, b] = [painted(300, 200, 'red'), painted(300, 200, 'red')];
    expect(printOf(a)).toBe(printOf(b));
    const context = b.getContext('2d');
    if (context) context.fillStyle = 'black';
    context?.fillText('boat', 20, 20);
    expect(printOf(a)).not.toBe(printOf(b));
  });

  test('says where there is nothing', () => {
    expect(printOf(new OffscreenCanvas(300, 200))).toBe('blank');
    expect(printOf(canvas().element)).toBe('blank');
    const none = document.createElement('canvas');
    none.width = 0;
    expect(printOf(none)).toBe('blank');
    const sparse = new OffscreenCanvas(1_500, 900);
    sparse.getContext('2d')?.fillText('a boat', 700, 400);
    expect(printOf(sparse)).not.toBe('blank');
  });
});
