/** A model's licence: reading it from a model card, and remembering which one a person accepted. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { BuildError } from '../errors';

export const UNKNOWN_LICENCE = 'unknown';

export type AcceptLicence = (model: string, licence: string, url: string) => Promise<boolean>;

/** Cards are written by hand: a field that is not as it should be counts as missing. */
const text = v.fallback(v.optional(v.pipe(v.string(), v.trim(), v.minLength(1))), undefined);
const Card = v.object({
  license: v.fallback(v.optional(v.union([v.string(), v.array(v.string())])), undefined),
  license_name: text,
  license_link: text,
});

export interface CardLicence {
  readonly licence?: string;
  /** Where its text stands, if the card says so with a whole address. */
  readonly link?: string;
}

export function licenceOfCard(card: unknown): CardLicence {
  const parsed = v.safeParse(Card, card);
  if (!parsed.success) return {};
  const { license, license_name: name, license_link: link } = parsed.output;
  const listed = [license ?? []]
    .flat()
    .map((each) => each.trim())
    .filter(Boolean)
    .join(', ');
  // `other` is the card's way of saying: see the name.
  const licence = listed === 'other' && name ? name : listed;
  return { ...(licence && { licence }), ...(link && /^https?:\/\//.test(link) && { link }) };
}

/**
 * The licence in the front matter of a README.md. Only plain `key: value` lines and a list of
 * names are read: that is what cards have there, and it needs no YAML library.
 */
export function licenceOfReadme(readme: string): string {
  const front = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---\s*(\r?\n|$)/.exec(readme)?.[1] ?? '';
  const lines = front.split(/\r?\n/);
  const value = (key: string): string[] => {
    const at = lines.findIndex((line) => line.startsWith(`${key}:`));
    if (at < 0) return [];
    const own = plain(lines[at]?.slice(key.length + 1) ?? '');
    if (own)
      return own
        .replace(/^\[|\]$/g, '')
        .split(',')
        .map(plain);
    const rest = lines.slice(at + 1);
    const end = rest.findIndex((line) => !/^\s*-\s/.test(line));
    return rest.slice(0, end < 0 ? undefined : end).map((line) => plain(line.replace(/^\s*-/, '')));
  };
  const card = { license: value('license'), license_name: value('license_name')[0] };
  return licenceOfCard(card).licence ?? UNKNOWN_LICENCE;
}

/** A YAML scalar without its comment and quotes. */
const plain = (scalar: string): string =>
  scalar
    .replace(/(^|\s)#.*$/, '')
    .trim()
    .replace(/^(['"])(.*)\1$/, '$2');

const Accepted = v.record(v.string(), v.array(v.string()));

/**
 * Asks once for each model and licence; a model that changes its licence is asked about again.
 * @throws BuildError when it is not accepted
 */
export async function ensureLicence(
  cache: string,
  { model, licence, url }: { model: string; licence: string; url: string },
  ask: AcceptLicence,
): Promise<void> {
  const file = join(cache, 'licences.json');
  const accepted = await readAccepted(file);
  const known = new Map(Object.entries(accepted)).get(model) ?? [];
  if (known.includes(licence)) return;
  if (!(await ask(model, licence, url)))
    throw new BuildError(
      `The licence of ${model} (${licence}) was not accepted, so nothing was downloaded. Read it ` +
        `at ${url} and run this again.`,
    );
  await mkdir(cache, { recursive: true });
  const text = JSON.stringify({ ...accepted, [model]: [...known, licence] }, null, 1);
  await writeFile(`${file}.new`, `${text}\n`);
  await rename(`${file}.new`, file);
}

/** A file that cannot be read says nothing was accepted: asking again does no harm. */
async function readAccepted(file: string): Promise<v.InferOutput<typeof Accepted>> {
  try {
    return v.parse(Accepted, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return {};
  }
}
