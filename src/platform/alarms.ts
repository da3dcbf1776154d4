/** What is to be done at a time that the background may not live to see. */
import { browser } from './browser';

export const setAlarm = (name: string, time: number): void =>
  void browser.alarms.create(name, { when: time });

/** Rings then, unless it is to ring already: whoever starts often would put it off for ever. */
export async function keepAlarm(name: string, time: number): Promise<void> {
  if (!(await browser.alarms.get(name))) await browser.alarms.create(name, { when: time });
}

/** Call at the start of the program: the browser starts it for an alarm, and tells it at once. */
export const onAlarm = (name: string, listener: () => void): void =>
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) listener();
  });
