/** Times of the day, and the time that passes. */
import { useEffect, useState } from 'preact/hooks';
import { dateFormat } from '../core/i18n';

const times = dateFormat({ timeStyle: 'short', hourCycle: 'h23' });

/** `14:05`, the minute begun counted as over; milliseconds since 1970. */
export const clock = (ms: number): string => times().format(Math.ceil(ms / 60_000) * 60_000);

/** Whole seconds until then, told anew each second; 0 when it is there, or where it is null. */
export function useSecondsUntil(ms: number | null): number {
  const [now, setNow] = useState(Date.now);
  const left = ms === null ? 0 : Math.max(0, Math.ceil((ms - now) / 1000));
  const waits = left > 0;
  useEffect(() => {
    setNow(Date.now());
    if (ms === null || ms <= Date.now()) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [ms, waits]);
  return left;
}
