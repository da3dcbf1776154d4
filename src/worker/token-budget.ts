/**
 * How many tokens a run may hold on this device, so that it takes about as long as a person does not
 * notice. Measured runs are fitted by a line, milliseconds = start + slope · tokens, in which the
 * last few runs count most: a run of any size says something, and what a run costs before its
 * first token does not make the device look slow.
 *
 * Where the start itself takes most of the target, small runs would be little but starts: on an H100
 * a 4B takes 80 ms for 20 tokens and 240 for 500. A run may then take twice its start. How much that
 * is, runs of one size do not tell: near the least budget a larger one is tried now and then.
 */

/** What a run's weight is multiplied by with every run after it: the last six are half of all. */
const FADING = 0.88;
/** A measurement beyond this many times what was expected, either way, is believed when it repeats. */
const SURPRISE = 2.2;
/** A budget grows by this factor at most from one run to the next. */
const GROWTH = 2;
/** How much the line is drawn towards one through zero, where runs of one size leave it open. */
const TOWARDS_ZERO = 0.15;
/** The same after a trial, which shows what the start costs. */
const TOWARDS_ZERO_TRIED = 0.005;
/** A run may take this many times what it costs before its first token, … */
const WORTH = 2;
/** … if that is no more than this many times the target. */
const MOST_TARGETS = 2.5;
/** Budgets up to this many times the least are doubled for a run, to see what the start costs. */
const NARROW = 2;
/** … where the line, drawn towards zero as it is, has a start of this part of the target all the same. */
const SUSPECT = 0.2;
/** Runs between two trials at first; each trial that changes nothing doubles them. */
const TRIAL_EVERY = 4;
const TRIAL_EVERY_AT_MOST = 64;

export interface BudgetLimits {
  readonly targetMs: number;
  /** Tokens. */
  readonly least: number;
  readonly most: number;
  readonly first: number;
}

const LIMITS: BudgetLimits = { targetMs: 100, least: 64, most: 2_048, first: 128 };

export class TokenBudget {
  private tokens: number;
  /** Half of what the device's memory was too small for; no run is planned larger. */
  private ceiling = Number.POSITIVE_INFINITY;
  private surprised = 0;
  /** Runs since the last trial, and how many there must be before the next. */
  private sinceTrial = 0;
  private trialEvery = TRIAL_EVERY;
  private tried = false;
  /** Sums over the measured runs, by their weights. */
  private weight = 0;
  private sumX = 0;
  private sumY = 0;
  private sumXX = 0;
  private sumXY = 0;

  constructor(private readonly limits: BudgetLimits = LIMITS) {
    this.tokens = limits.first;
  }

  get value(): number {
    return this.tokens;
  }

  /** Milliseconds that a run of so many tokens should take; null before the first has been measured. */
  predict(tokens: number): number | null {
    const line = this.line();
    return line && line.start + line.slope * tokens;
  }

  /** A run of so many tokens was too much for the device's memory. */
  tooMuch(tokens: number): void {
    this.ceiling = Math.max(this.limits.least, Math.min(this.ceiling, tokens >> 1));
    this.tokens = Math.min(this.tokens, this.ceiling);
  }

  /** A run of `tokens` took this long. */
  observe(tokens: number, milliseconds: number): void {
    if (!(tokens > 0) || !(milliseconds >= 0)) return;
    const expected = this.predict(tokens);
    if (expected !== null) {
      // Small runs differ by much more than large ones, and matter less.
      const slack = this.limits.targetMs / 2;
      const times = (milliseconds + slack) / (expected + slack);
      if (times > SURPRISE || times < 1 / SURPRISE) {
        // One slow run may be another program's doing.
        if (this.surprised++ === 0) return;
        this.forget();
      } else this.surprised = 0;
    }
    this.weight = this.weight * FADING + 1;
    this.sumX = this.sumX * FADING + tokens;
    this.sumY = this.sumY * FADING + milliseconds;
    this.sumXX = this.sumXX * FADING + tokens * tokens;
    this.sumXY = this.sumXY * FADING + tokens * milliseconds;
    this.move();
  }

  /** The device is another than it was. */
  private forget(): void {
    this.weight = this.sumX = this.sumY = this.sumXX = this.sumXY = 0;
    this.surprised = this.sinceTrial = 0;
    this.trialEvery = TRIAL_EVERY;
    this.tried = false;
  }

  private move(): void {
    const line = this.line();
    if (!line) return;
    const { targetMs, least, most } = this.limits;
    const aim = Math.max(targetMs, Math.min(WORTH * line.start, MOST_TARGETS * targetMs));
    const right = line.slope > 0 ? (aim - line.start) / line.slope : most;
    const next = Math.min(right, this.tokens * GROWTH, most, this.ceiling);
    this.tokens = Math.max(least, Math.floor(next));
    this.perhapsTry(line);
  }

  /** Doubles a narrow budget for one run, where that should not take too long. */
  private perhapsTry({ start, slope }: { start: number; slope: number }): void {
    const { targetMs, least, most } = this.limits;
    const larger = this.tokens * 2;
    if (this.tokens > NARROW * least || larger > Math.min(most, this.ceiling)) return;
    if (this.tokens > least && start < SUSPECT * targetMs) return;
    if (++this.sinceTrial < this.trialEvery) return;
    if (start + slope * larger > MOST_TARGETS * targetMs) return;
    this.sinceTrial = 0;
    this.trialEvery = Math.min(this.trialEvery * 2, TRIAL_EVERY_AT_MOST);
    this.tried = true;
    this.tokens = larger;
  }

  private line(): { start: number; slope: number } | null {
    if (this.weight === 0) return null;
    const x = this.sumX / this.weight;
    const y = this.sumY / this.weight;
    const towards = (this.tried ? TOWARDS_ZERO_TRIED : TOWARDS_ZERO) * x * x;
    const variance = this.sumXX / this.weight - x * x + towards;
    const covariance = this.sumXY / this.weight - x * y + (towards * y) / x;
    const slope = Math.min(Math.max(0, covariance / variance), y / x);
    return { start: y - slope * x, slope };
  }
}
