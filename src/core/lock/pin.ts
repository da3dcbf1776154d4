/**
 * The PIN of the lock: 4 to 12 digits. Digits and no letters, because a PIN must open on another
 * keyboard too: letters change with the layout, with capitals, and with how an input method puts
 * them together, while every keyboard has the ten digits. Those of other scripts are the same
 * digits. What guards so few signs is the delay after wrong tries (delays.ts), not their number.
 */

export const MIN_PIN = 4;
export const MAX_PIN = 12;

export type PinProblem =
  /** Something else than digits, or too few or too many of them. */
  | 'not-a-pin'
  /** Of those that are guessed first. */
  | 'too-easy';

export type ReadPin = { ok: true; pin: string } | { ok: false; problem: PinProblem };

/** The zeros of the digits that keyboards of our languages and their neighbours write. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xbe6, 0xe50, 0xed0, 0x1040, 0x1090, 0x17e0];

/** Null where what was written can be no PIN: then trying it is no try. */
export function readPin(written: string): string | null {
  const digits = written
    .normalize('NFKC')
    .trim()
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0;
      const zero = ZEROS.find((each) => code >= each && code < each + 10);
      return zero === undefined ? digit : String(code - zero);
    });
  return /^[0-9]+$/.test(digits) && digits.length >= MIN_PIN && digits.length <= MAX_PIN
    ? digits
    : null;
}

/** A PIN that is to be set: as `readPin`, and none of those that are guessed first. */
export function readNewPin(written: string): ReadPin {
  const pin = readPin(written);
  if (pin === null) return { ok: false, problem: 'not-a-pin' };
  return isEasy(pin) ? { ok: false, problem: 'too-easy' } : { ok: true, pin };
}

/** Two digits in turns (`1111`, `1212`), a row up or down (`1234`, `7890`), a year of our time. */
function isEasy(pin: string): boolean {
  const digits = Array.from(pin, Number);
  const each = (rule: (digit: number, at: number) => boolean, from: number) =>
    digits.every((digit, at) => at < from || rule(digit, at));
  const row = (step: number) =>
    each((digit, at) => digit === ((digits[at - 1] ?? 0) + step + 10) % 10, 1);
  return (
    each((digit, at) => digit === digits[at - 2], 2) ||
    row(1) ||
    row(-1) ||
    /^(19|20)\d\d$/.test(pin)
  );
}
