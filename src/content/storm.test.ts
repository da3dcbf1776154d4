import { expect, test } from 'vitest';
import { MOST_MS, STORM_MS, STORM_NODES, Storm } from './storm';

function setUp() {
  let now = 0;
  const storm = new Storm(() => now);
  return {
    storm,
    each100ms(count: number, nodes: number, ms = 0) {
      for (let i = 0; i < count; i++) {
        now += 100;
        storm.count(nodes, ms);
      }
    },
  };
}

test('what lasts is a storm, by what has changed', () => {
  const t = setUp();
  t.each100ms(10, STORM_NODES / 10 - 1);
  expect(t.storm.isRaging()).toBe(false);
  t.each100ms(10, STORM_NODES / 9);
  expect(t.storm.isRaging()).toBe(true);
});

test('or by what it costs', () => {
  const t = setUp();
  t.each100ms(10, 2, STORM_MS / 8);
  expect(t.storm.isRaging()).toBe(true);
});

test('which is more where a look at the whole page costs more, and never without end', () => {
  const t = setUp();
  t.each100ms(10, 2, STORM_MS / 8);
  expect(t.storm.isRaging(STORM_MS)).toBe(true);
  expect(t.storm.isRaging(2 * STORM_MS)).toBe(false);
  t.each100ms(10, 2, MOST_MS / 8);
  expect(t.storm.isRaging(100 * STORM_MS)).toBe(true);
});

test('one large change is none, and work without changes is none', () => {
  const t = setUp();
  t.each100ms(1, 1_000_000, 1_000);
  t.each100ms(5, 1, 1);
  expect(t.storm.isRaging()).toBe(false);
  t.storm.reset();
  t.each100ms(10, 0, 100);
  expect(t.storm.isRaging()).toBe(false);
});

test('it is over a second after the last change', () => {
  const t = setUp();
  t.each100ms(10, STORM_NODES);
  t.each100ms(7, 0);
  expect(t.storm.isRaging()).toBe(false);
});
