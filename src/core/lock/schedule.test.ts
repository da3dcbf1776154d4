import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { isInForce, Schedule } from './schedule';

const at = (time: string) => Date.parse(time);
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const SCHOOL_DAYS = [1, 2, 3, 4, 5];
const hour = (hours: number, minutes = 0) => 60 * hours + minutes;

describe('a schedule', () => {
  it('is always in force where it is empty', () => {
    expect(isInForce([], at('2026-11-27T00:00Z'))).toBe(true);
  });

  it('goes by days and hours, the end not among them', () => {
    const schedule = [{ days: SCHOOL_DAYS, from: hour(7, 30), to: hour(20) }];
    // A Friday.
    expect(isInForce(schedule, at('2026-11-27T07:29:59.999Z'), 'UTC')).toBe(false);
    expect(isInForce(schedule, at('2026-11-27T07:30Z'), 'UTC')).toBe(true);
    expect(isInForce(schedule, at('2026-11-27T19:59Z'), 'UTC')).toBe(true);
    expect(isInForce(schedule, at('2026-11-27T20:00Z'), 'UTC')).toBe(false);
    expect(isInForce(schedule, at('2026-11-28T12:00Z'), 'UTC')).toBe(false);
  });

  it('is of local time', () => {
    const schedule = [{ days: [1], from: hour(8), to: hour(9) }];
    // Monday, 8:30 in Singapore; still Sunday in Los Angeles.
    const monday = at('2026-11-30T00:30Z');
    expect(isInForce(schedule, monday, 'Asia/Singapore')).toBe(true);
    expect(isInForce(schedule, monday, 'UTC')).toBe(false);
    expect(
      isInForce([{ days: [0], from: hour(16), to: hour(17) }], monday, 'America/Los_Angeles'),
    ).toBe(true);
    // 8:30 where clocks stand between the hours.
    expect(isInForce(schedule, at('2026-11-30T02:00Z'), 'Asia/Yangon')).toBe(true);
  });

  it('takes the machine’s own zone where none is named', () => {
    const now = new Date(2026, 10, 30, 8, 30);
    const schedule = [{ days: [1], from: hour(8), to: hour(9) }];
    expect(isInForce(schedule, now.getTime())).toBe(true);
    expect(isInForce(schedule, now.getTime() + 3_600_000)).toBe(false);
  });

  it('goes over midnight, into a day that is not named', () => {
    const schedule = [{ days: [5], from: hour(21), to: hour(6) }];
    expect(isInForce(schedule, at('2026-11-27T20:59Z'), 'UTC')).toBe(false);
    expect(isInForce(schedule, at('2026-11-27T23:59Z'), 'UTC')).toBe(true);
    expect(isInForce(schedule, at('2026-11-28T00:00Z'), 'UTC')).toBe(true);
    expect(isInForce(schedule, at('2026-11-28T05:59Z'), 'UTC')).toBe(true);
    expect(isInForce(schedule, at('2026-11-28T06:00Z'), 'UTC')).toBe(false);
    // Friday's own early hours are Thursday's.
    expect(isInForce(schedule, at('2026-11-27T05:00Z'), 'UTC')).toBe(false);
  });

  it('goes from Saturday to Sunday as from any day to the next', () => {
    const schedule = [{ days: [6], from: hour(23), to: hour(1) }];
    expect(isInForce(schedule, at('2026-11-29T00:30Z'), 'UTC')).toBe(true);
  });

  it('is a whole day from midnight to midnight', () => {
    const schedule = [{ days: [0], from: 0, to: hour(24) }];
    expect(isInForce(schedule, at('2026-11-29T00:00Z'), 'UTC')).toBe(true);
    expect(isInForce(schedule, at('2026-11-29T23:59:59Z'), 'UTC')).toBe(true);
    expect(isInForce(schedule, at('2026-11-30T00:00Z'), 'UTC')).toBe(false);
  });

  it('keeps to the clock on the wall where daylight saving moves it', () => {
    const zone = 'Europe/Berlin';
    const night = [{ days: EVERY_DAY, from: hour(2, 30), to: hour(4) }];
    // 29 March 2026: from 01:59:59 to 03:00:00.
    expect(isInForce(night, at('2026-03-29T00:59:59Z'), zone)).toBe(false);
    expect(isInForce(night, at('2026-03-29T01:00Z'), zone)).toBe(true);
    expect(isInForce(night, at('2026-03-29T02:00Z'), zone)).toBe(false);
    // 25 October 2026: from 02:59:59 back to 02:00:00. Half past two comes twice.
    expect(isInForce(night, at('2026-10-25T00:30Z'), zone)).toBe(true);
    expect(isInForce(night, at('2026-10-25T01:00Z'), zone)).toBe(false);
    expect(isInForce(night, at('2026-10-25T01:30Z'), zone)).toBe(true);
    expect(isInForce(night, at('2026-10-25T03:00Z'), zone)).toBe(false);
    // Over midnight on these days: each begins and ends when the wall says so.
    const evening = [{ days: [6], from: hour(22), to: hour(6) }];
    expect(isInForce(evening, at('2026-03-29T03:59Z'), zone)).toBe(true);
    expect(isInForce(evening, at('2026-03-29T04:00Z'), zone)).toBe(false);
    expect(isInForce(evening, at('2026-10-25T04:59Z'), zone)).toBe(true);
    expect(isInForce(evening, at('2026-10-25T05:00Z'), zone)).toBe(false);
  });

  it.each([
    [{ days: [], from: 0, to: 60 }],
    [{ days: [7], from: 0, to: 60 }],
    [{ days: [1], from: 60, to: 60 }],
    [{ days: [1], from: 0, to: 1_441 }],
    [{ days: [1], from: -1, to: 60 }],
    [{ days: [1], from: 0.5, to: 60 }],
  ])('has no such hours: %j', (hours) => {
    expect(v.is(Schedule, [hours])).toBe(false);
  });
});
