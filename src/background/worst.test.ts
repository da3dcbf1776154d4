import { expect, it } from 'vitest';
import { unknown, type Verdict } from '../core/verdict';
import type { LadderTicket } from './ladder';
import { Worst } from './worst';

const by = (flag: 'safe' | 'unsafe', pUnsafe: number | null): Verdict => ({
  flag,
  pUnsafe,
  engine: 'local',
  reason: null,
});
const safe = by('safe', 0.1);

function setUp(count = 2) {
  const told: [Verdict, boolean][] = [];
  const informed: Verdict[] = [];
  const log: string[] = [];
  const worst = new Worst(
    count,
    (verdict, practice) => told.push([verdict, practice]),
    (verdict) => informed.push(verdict),
  );
  const tickets = Array.from(
    { length: count },
    (_, i): LadderTicket => ({
      reprioritise: (priority) => log.push(`${i} ${priority}`),
      cancel: () => log.push(`${i} cancelled`),
      keepHere: () => log.push(`${i} here`),
    }),
  );
  return { worst, tickets, told, informed, log };
}

it('tells nothing before all have answered, and then the worst', () => {
  const { worst, told } = setUp();
  worst.answered(safe, false);
  expect(told).toEqual([]);
  worst.answered(by('safe', 0.3), true);
  worst.answered(by('unsafe', 0.9), false);
  expect(told).toEqual([[by('safe', 0.3), true]]);
});

it('is never safe for want of an answer', () => {
  for (const order of [
    [safe, unknown('timeout')],
    [unknown('timeout'), by('safe', null)],
  ]) {
    const { worst, told } = setUp();
    for (const verdict of order) worst.answered(verdict, false);
    expect(told).toEqual([[unknown('timeout'), false]]);
  }
});

it('is unsafe at the first that says so, and the others are not asked any more', () => {
  const { worst, tickets, told, log } = setUp();
  worst.ticket(tickets);
  worst.answered(by('unsafe', 0.9), false);
  worst.answered(safe, false);
  expect(told).toEqual([[by('unsafe', 0.9), false]]);
  expect(log).toEqual(['0 cancelled', '1 cancelled']);
});

it('lets nobody wait whose verdict came before the tickets', () => {
  const { worst, tickets, log } = setUp();
  worst.answered(by('unsafe', 1), false);
  worst.ticket(tickets);
  expect(log).toEqual(['0 cancelled', '1 cancelled']);
});

it('has one ticket for all of them', () => {
  const { worst, tickets, told, informed, log } = setUp();
  const ticket = worst.ticket(tickets);
  ticket.reprioritise(0);
  ticket.keepHere();
  worst.waits(unknown('turn'));
  ticket.cancel();
  worst.answered(safe, false);
  worst.answered(safe, false);
  worst.waits(unknown('turn'));
  expect(log).toEqual(['0 0', '1 0', '0 here', '1 here', '0 cancelled', '1 cancelled']);
  expect(told).toEqual([]);
  expect(informed).toEqual([unknown('turn')]);
});
