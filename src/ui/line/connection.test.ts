import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ChannelEvents } from '../../platform/ui-link';
import { keepConnected } from './connection';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const ports: { events: ChannelEvents; closed: boolean }[] = [];
  const heard: [unknown, number][] = [];
  const ends = vi.fn();
  const life = new AbortController();
  const connection = keepConnected(
    (events) => {
      const port = { events, closed: false };
      ports.push(port);
      return {
        send: () => {},
        close: () => {
          port.closed = true;
        },
      };
    },
    { message: (raw, epoch) => heard.push([raw, epoch]), end: ends },
    life.signal,
  );
  return { ports, heard, ends, life, connection };
}

it('comes back at once after a good connection, and with its own epoch', () => {
  const { ports, heard, ends } = setUp();
  ports[0]?.events.message('a');
  vi.advanceTimersByTime(30_000);
  ports[0]?.events.end();
  expect(ends).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(50);
  ports[1]?.events.message('b');
  expect(heard).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});

it('slows down while nobody is there', () => {
  const { ports } = setUp();
  const opened: number[] = [];
  for (let second = 0; second < 20; second++) {
    for (let tick = 0; tick < 10; tick++) {
      ports.at(-1)?.events.end();
      vi.advanceTimersByTime(100);
    }
    opened.push(ports.length);
  }
  expect(opened[0]).toBeLessThan(6);
  expect(opened[19]).toBeLessThan(20);
});

it('hears nothing from a port it has left', () => {
  const { ports, heard, connection, ends } = setUp();
  connection.again();
  expect(ports[0]?.closed).toBe(true);
  ports[0]?.events.message('late');
  ports[0]?.events.end();
  expect(heard).toEqual([]);
  expect(ends).not.toHaveBeenCalled();
});

it('ends with its signal', () => {
  const { ports, life, connection } = setUp();
  ports[0]?.events.end();
  life.abort();
  connection.again();
  vi.advanceTimersByTime(60_000);
  expect(ports.length).toBe(1);
});
