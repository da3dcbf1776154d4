/**
 * When revealing what is covered asks for the PIN: at these days and hours, or always. It bears on
 * revealing alone: what is changed in a free hour (settings, sites, history) would last beyond it.
 *
 * Hours are those of the clock on the wall. So an hour that daylight saving leaves out is left out,
 * and one that comes twice counts twice.
 */
import * as v from 'valibot';

const DAY_MINUTES = 1_440;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** 0 is Sunday. */
const Day = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6));
/** Since midnight. */
const Minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(DAY_MINUTES));

/** Hours on some days. Where `to` comes before `from`, it is on the day after. */
export const Hours = v.pipe(
  v.object({
    /** On which they begin. */
    days: v.pipe(v.array(Day), v.minLength(1), v.maxLength(7)),
    from: v.pipe(Minute, v.maxValue(DAY_MINUTES - 1)),
    /** Exclusive. */
    to: v.pipe(Minute, v.minValue(1)),
  }),
  v.check(({ from, to }) => from !== to, 'no time between beginning and end'),
);
export type Hours = v.InferOutput<typeof Hours>;

/** Empty: always. */
export const Schedule = v.pipe(v.array(Hours), v.maxLength(20));
export type Schedule = v.InferOutput<typeof Schedule>;

/** @param zone An IANA time zone; the machine's own where it is left out. */
export function isInForce(schedule: Schedule, now: number, zone?: string): boolean {
  if (schedule.length === 0) return true;
  const { day, minute } = wallClock(now, zone);
  return schedule.some(({ days, from, to }) => {
    const overMidnight = to < from;
    const dayBefore = (day + 6) % 7;
    return (
      (days.includes(day) && minute >= from && (overMidnight || minute < to)) ||
      (overMidnight && days.includes(dayBefore) && minute < to)
    );
  });
}

function wallClock(now: number, zone?: string): { day: number; minute: number } {
  const format = new Intl.DateTimeFormat('en-US', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return {
    day: DAYS.indexOf(parts.get('weekday') ?? ''),
    minute: 60 * Number(parts.get('hour')) + Number(parts.get('minute')),
  };
}
