/** The schedule as a person writes it: rows of days and times of the day. */
import type { Hours, Schedule } from '../../../core/lock/schedule';

export interface TimesRow {
  days: readonly number[];
  /** `HH:MM`, as a field for times has it; empty where nothing is written. */
  from: string;
  to: string;
}

const DAY_MINUTES = 1_440;

export const newRow = (): TimesRow => ({ days: [1, 2, 3, 4, 5], from: '07:00', to: '21:00' });

/** Midnight at the end of a day is the beginning of the next. */
export const rowsOf = (schedule: Schedule): TimesRow[] =>
  schedule.map(({ days, from, to }) => ({
    days: [...days].sort(),
    from: clockOf(from),
    to: clockOf(to % DAY_MINUTES),
  }));

export type TimesProblem = 'days' | 'same' | 'time';

/** What a row stands for, or what is wrong with it. */
export function readRow({ days, from, to }: TimesRow): Hours | TimesProblem {
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  if (begin === null || end === null) return 'time';
  if (days.length === 0) return 'days';
  const until = end === 0 ? DAY_MINUTES : end;
  return begin === until ? 'same' : { days: [...days], from: begin, to: until };
}

/** Whether it ends on the day after that on which it begins. */
export const isOverMidnight = ({ from, to }: TimesRow): boolean => {
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  return begin !== null && end !== null && end !== 0 && end < begin;
};

function minuteOf(time: string): number | null {
  const read = /^(\d\d):(\d\d)/.exec(time);
  if (!read) return null;
  const minute = 60 * Number(read[1]) + Number(read[2]);
  return minute < DAY_MINUTES ? minute : null;
}

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
