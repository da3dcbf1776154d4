/**
 * The welcome page's state. All settings are the background's: this page stands on the store of the
 * options page, and adds which step is shown, the sites that are being chosen, and what the guard
 * says of the sample sentences. With a lock, each change asks for the PIN as anywhere else.
 */
import { batch, effect, signal } from '@preact/signals';
import { defaultProtection, type Protection, parentalProtection } from '../../core/protection';
import type { Verdict } from '../../core/verdict';
import type { OptionsLink } from '../../platform/options-link';
import { readSite } from '../options/engines/never';
import { createOptionsStore, PRACTICE_GUARD } from '../options/store';
import { language } from '../spoken';
import { welcomeWords as words } from './strings';

export const STEPS = ['guard', 'sites', 'protection', 'lock', 'end'] as const;
export type Step = (typeof STEPS)[number];

/** Sites as their pages are addressed: a site is one host name. */
export const SUGGESTED = [
  'www.youtube.com',
  'www.facebook.com',
  'www.tiktok.com',
  'www.instagram.com',
  'x.com',
  'www.reddit.com',
  'chatgpt.com',
  'gemini.google.com',
] as const;

/** As many as one question of the browser's should name. */
const MOST_SITES = 20;

export type Rule = 'mark' | 'cover' | 'strict';
const RULES: Readonly<Record<Rule, () => Protection>> = {
  mark: defaultProtection,
  cover: () => ({ ...defaultProtection(), text: 'cover', images: 'cover' }),
  strict: parentalProtection,
};

/** Null where it is none of them. */
export const ruleOf = (protection: Protection): Rule | null =>
  (['mark', 'cover', 'strict'] as const).find((rule) => {
    const of = RULES[rule]();
    return (Object.keys(of) as (keyof Protection)[]).every((key) => of[key] === protection[key]);
  }) ?? null;

export interface Sampled {
  text: string;
  verdict: Verdict;
  practice: boolean;
}

/** A guard may still be loading. */
const SAMPLE_PATIENCE_MS = 60_000;

export type WelcomeStore = ReturnType<typeof createWelcomeStore>;

export function createWelcomeStore(link: OptionsLink) {
  const options = createOptionsStore(link);
  const step = signal<Step>('guard');
  const chosen = signal<readonly string[]>([]);
  const on = signal<readonly string[]>([]);
  const siteProblem = signal<string | null>(null);
  const samples = signal<readonly Sampled[] | 'waiting' | 'failed'>('waiting');
  const own = signal<Sampled | 'waiting' | null>(null);
  /** The guard that the sample sentences were asked of, and their language. */
  let sampledBy: string | null = null;

  async function judge(texts: readonly string[]): Promise<Sampled[] | null> {
    const answer = await options.send(
      `judge ${texts.join('\n')}`,
      { type: 'sample.judge', texts: [...texts] },
      SAMPLE_PATIENCE_MS,
    );
    const said = answer?.samples;
    if (!said || said.length !== texts.length) return null;
    return texts.flatMap((text, at) => {
      const sample = said[at];
      return sample ? [{ text, ...sample }] : [];
    });
  }

  async function ask(): Promise<void> {
    const guard = options.guard.value;
    sampledBy = guard?.status === 'ready' ? `${guard.id} ${language.value}` : null;
    samples.value = 'waiting';
    samples.value = (await judge(words.end.samples)) ?? 'failed';
  }

  function move(by: 1 | -1): void {
    const next = STEPS[STEPS.indexOf(step.value) + by];
    if (next !== undefined) void go(next);
  }

  async function go(next: Step): Promise<void> {
    batch(() => {
      step.value = next;
      siteProblem.value = null;
      options.trouble.value = null;
    });
    if (next !== 'end') return;
    if (options.preferences.value?.welcomed === false) {
      // Where the lock is closed and nobody has the PIN, it comes up once more: no harm is done.
      await options.setPreferences('welcomed', { welcomed: true });
    }
  }

  return {
    options,
    step,
    chosen,
    on,
    siteProblem,
    samples,
    own,

    start(): void {
      options.start();
      // What a guard says is asked anew when another is ready.
      effect(() => {
        const guard = options.guard.value;
        if (step.value !== 'end' || guard?.status !== 'ready') return;
        if (`${guard.id} ${language.value}` !== sampledBy) void ask();
      });
    },

    go,
    back: () => move(-1),

    /** Goes on; without a guard in use the practice guard is, so that there is something to see. */
    async next(): Promise<void> {
      const { guard, settings } = options;
      if (step.value === 'guard' && settings.value?.chosen === null) {
        if (guard.value?.status === 'none' && !(await options.use(PRACTICE_GUARD))) return;
      }
      move(1);
    },
    skip: () => move(1),

    usePractice: () => options.use(PRACTICE_GUARD),

    pick(site: string): void {
      const others = chosen.value.filter((each) => each !== site);
      const isNew = others.length === chosen.value.length;
      chosen.value = isNew ? [...chosen.value, site].slice(0, MOST_SITES) : others;
    },

    /** False where what is written is no site. */
    add(written: string): boolean {
      const site = readSite(written);
      siteProblem.value = site === null ? words.sites.problem : null;
      if (site === null) return false;
      if (!chosen.value.includes(site)) chosen.value = [...chosen.value, site].slice(0, MOST_SITES);
      return true;
    },

    /** To be called straight from a click: the browser asks for permission only there. */
    async turnOn(): Promise<void> {
      const sites = chosen.value;
      if (sites.length === 0) return;
      const asked = link.requestSites(sites);
      siteProblem.value = null;
      try {
        if (!(await asked)) {
          siteProblem.value = words.sites.declined;
          return;
        }
      } catch {
        siteProblem.value = words.sites.declined;
        return;
      }
      for (const site of sites) {
        if (!(await options.send(`on ${site}`, { type: 'site.set', site, mode: 'screen' }))) return;
        batch(() => {
          on.value = [...on.value.filter((each) => each !== site), site];
          chosen.value = chosen.value.filter((each) => each !== site);
        });
      }
    },

    setRule: (rule: Rule) => options.setPreferences('protection', { protection: RULES[rule]() }),

    /** After the PIN was set: the rest of parental mode. */
    setParental: () =>
      options.setPreferences('parental', { parental: true, protection: parentalProtection() }),

    askAgain: ask,

    async checkOwn(text: string): Promise<void> {
      own.value = 'waiting';
      own.value = (await judge([text]))?.[0] ?? null;
    },
  };
}
