import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { Schedule } from '../../../core/lock/schedule';
import { isOverMidnight, newRow, readRow, rowsOf } from './times';

it('reads back what was stored', () => {
  const hours = fc
    .record({
      days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 }),
      from: fc.integer({ min: 0, max: 1_439 }),
      to: fc.integer({ min: 1, max: 1_440 }),
    })
    .filter(({ from, to }) => from !== to);
  fc.assert(
    fc.property(fc.array(hours, { maxLength: 20 }), (schedule) => {
      const read = rowsOf(schedule).map(readRow);
      expect(read).toEqual(schedule.map((each) => ({ ...each, days: each.days.toSorted() })));
      expect(v.is(Schedule, read)).toBe(true);
    }),
  );
});

it('says what is wrong', () => {
  expect(readRow({ ...newRow(), days: [] })).toBe('days');
  expect(readRow({ ...newRow(), from: '' })).toBe('time');
  expect(readRow({ ...newRow(), from: '24:00' })).toBe('time');
  expect(readRow({ ...newRow(), from: '08:00', to: '08:00' })).toBe('same');
});

it('takes midnight for the end of the day, and knows when a row goes over it', () => {
  expect(readRow({ days: [0], from: '00:00', to: '00:00' })).toEqual({
    days: [0],
    from: 0,
    to: 1_440,
  });
  expect(isOverMidnight({ days: [0], from: '21:00', to: '00:00' })).toBe(false);
  expect(isOverMidnight({ days: [0], from: '21:00', to: '06:00' })).toBe(true);
  expect(isOverMidnight({ days: [0], from: '06:00', to: '' })).toBe(false);
});
