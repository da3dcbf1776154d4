/** Everyday text in the eight languages: the near misses and the demo pages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NEAR_MISSES } from './near-misses';

const DEMO = join(import.meta.dirname, '../../demo');

export function practiceCorpus(): string {
  const pages = readdirSync(DEMO)
    .filter((name) => name.endsWith('.html'))
    .sort()
    .map((name) => textOf(readFileSync(join(DEMO, name), 'utf8')));
  return [...NEAR_MISSES.map(({ text }) => text), ...pages].join('\n').normalize('NFC');
}

/** Our own pages' text, well enough for counting words. */
const textOf = (html: string): string =>
  html.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ');
