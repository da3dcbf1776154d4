import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { LanguageChoice } from './language';
import { Lockable } from './lockable';
import { MANAGED_FIELDS, MANAGED_PATTERNS, readManaged } from './managed';
import { ProtectionRule } from './protection';

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const Schema = v.looseObject({
  type: v.literal('object'),
  properties: v.record(v.string(), v.looseObject({ type: v.string() })),
});
const schema = v.parse(Schema, JSON.parse(read('public/managed-schema.json')));
// Chrome drops what it does not know, and so is the schema written; here it is to be told.
const fits = new Ajv({ allErrors: true }).compile({ ...schema, additionalProperties: false });

/* ── the samples, each read as its browser reads it ───────────────────────── */

const CHROME = 'docs/policies/chrome/';
const Policy = v.record(v.string(), v.unknown());
const ChromeFile = v.object({
  '3rdparty': v.object({
    extensions: v.record(v.pipe(v.string(), v.regex(/^[a-p]{32}$/)), Policy),
  }),
});
const FirefoxFile = v.object({
  policies: v.object({
    '3rdparty': v.object({
      Extensions: v.strictObject({ 'seawall@seawall.invalid': Policy }),
    }),
  }),
});

/** Booleans are 0 or 1 there; Chrome turns them into what its schema says. */
function fromRegistry(text: string): Record<string, unknown> {
  const policy: Record<string, unknown> = {};
  let list: string[] | null = null;
  for (const line of text.split('\n')) {
    const key = /^\[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\(.*)\]$/.exec(
      line,
    )?.[1];
    if (key !== undefined) {
      const name = /^3rdparty\\extensions\\[a-p]{32}\\policy(?:\\(\w+))?$/.exec(key);
      if (!name) throw new Error(`Chrome reads no policy of an extension from ${key}.`);
      list = name[1] === undefined ? null : [];
      if (name[1] !== undefined) policy[name[1]] = list;
      continue;
    }
    const value = /^"(\w+)"=(?:"(.*)"|dword:([0-9a-f]{8}))$/.exec(line);
    if (!value) {
      if (line !== '' && !line.startsWith('Windows Registry')) throw new Error(`Odd: ${line}`);
      continue;
    }
    const [, name = '', words, digits] = value;
    if (list) {
      expect(name).toBe(String(list.length + 1));
      list.push(words ?? '');
      continue;
    }
    const number = Number.parseInt(digits ?? '', 16);
    const isFlag = schema.properties[name]?.type === 'boolean';
    policy[name] = words ?? (isFlag ? number === 1 : number);
  }
  return policy;
}

function fromPlist(text: string): Record<string, unknown> {
  const one = (xml: string): unknown => {
    const [, tag, inner = ''] = /^<(\w+)\/?>(?:([\s\S]*)<\/\1>)?$/.exec(xml) ?? [];
    if (tag === 'true' || tag === 'false') return tag === 'true';
    if (tag === 'integer') return Number(inner);
    if (tag === 'string') return inner;
    if (tag === 'array') return [...inner.matchAll(/<string>(.*?)<\/string>/g)].map((m) => m[1]);
    throw new Error(`Odd in a property list: ${xml}`);
  };
  const pairs = text.matchAll(/<key>(\w+)<\/key>\s*(<(?:true|false)\/>|<(\w+)>[\s\S]*?<\/\3>)/g);
  return Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, one(value)]));
}

const plist = readdirSync(new URL(`../../${CHROME}`, import.meta.url)).find((name) =>
  /^com\.google\.Chrome\.extensions\.[a-p]{32}\.plist$/.test(name),
);
const chrome = v.parse(ChromeFile, JSON.parse(read(`${CHROME}linux.json`)));
const firefox = v.parse(FirefoxFile, JSON.parse(read('docs/policies/firefox/policies.json')));
const samples = {
  'Chrome on Linux': Object.values(chrome['3rdparty'].extensions)[0],
  'Chrome on Windows': fromRegistry(read(`${CHROME}windows.reg`)),
  'Chrome on macOS': fromPlist(read(`${CHROME}${plist}`)),
  Firefox: firefox.policies['3rdparty'].Extensions['seawall@seawall.invalid'],
};

describe('the sample files', () => {
  it.each(Object.entries(samples))('for %s: every field is there, and holds', (_where, sample) => {
    expect(Object.keys(sample ?? {}).sort()).toEqual([...MANAGED_FIELDS].sort());
    expect(readManaged(sample)).toEqual({ policy: sample, problems: [] });
    expect(fits(sample)).toBe(true);
    expect(sample).toEqual(samples.Firefox);
  });
});

/* ── the two schemas ──────────────────────────────────────────────────────── */

const good: Record<string, readonly unknown[]> = {
  engine: ['local', 'server', 'hosted'],
  serverAddress: ['http://127.0.0.1:8000/v1', 'https://guard.example/v1'],
  serverModel: ['', 'sea-guard'],
  serverScope: ['all', 'sites'],
  hostedScope: ['all', 'sites'],
  hostedJudging: ['groups', 'each'],
  guardAddress: ['hf:owner/name', 'hf:owner/name@v1.0', 'https://files.example/guard/'],
  guardSha256: ['0'.repeat(64)],
  sitesOn: [[], ['www.example.com', '[::1]', '10.0.0.1']],
  sitesOff: [['a.example']],
  otherSites: ['own', 'off'],
  neverSend: [['mail.example']],
  idleMinutes: [1, 7, 240],
  imageDetail: ['fast', 'balanced', 'thorough'],
  waitHidden: [true, false],
  batteryInView: [true, false],
  language: LanguageChoice.options,
  protectionText: ProtectionRule.options,
  protectionImages: ProtectionRule.options,
  protectionHold: [true, false],
  protectionHoldSeconds: [1, 5, 60],
  protectionUnjudged: ['show', 'cover'],
  thresholdPercent: [1, 50, 99],
  reviewKeep: [true, false],
  parental: [true, false],
  locked: [[], Lockable.options],
};
const bad: Record<string, readonly unknown[]> = {
  engine: ['none', 'Local', '', null, 1, ['local']],
  serverAddress: ['', 'guard.example', 'ftp://guard.example', 'http://u:p@guard.example/v1', 7],
  serverModel: [null, 3, ['m']],
  serverScope: ['some', true],
  hostedScope: ['none'],
  hostedJudging: ['all'],
  guardAddress: ['', 'owner/name', 'file:///guard/', 'hf: owner/name', {}],
  guardSha256: ['', 'f'.repeat(63), 'F'.repeat(64), `sha256-${'0'.repeat(64)}`, 5],
  sitesOn: ['www.example.com', ['*'], ['*.example.com'], ['https://example.com/'], [1], {}],
  sitesOff: [['A.example'], null],
  otherSites: ['on', false],
  neverSend: [['mail.example', '']],
  idleMinutes: [0, 241, 2.5, '5', null],
  imageDetail: ['high'],
  waitHidden: ['yes', 1],
  batteryInView: [null, 0],
  language: ['de', 'EN', null],
  protectionText: ['show', ''],
  protectionImages: ['blurred', 1],
  protectionHold: ['yes'],
  protectionHoldSeconds: [0, 61, 2.5],
  protectionUnjudged: ['mark'],
  thresholdPercent: [0, 100, 0.5, '50'],
  reviewKeep: [1],
  parental: ['true'],
  locked: ['all', ['everything'], [true]],
  unheard: [1],
};
const cases = (from: Record<string, readonly unknown[]>) =>
  Object.entries(from).flatMap(([name, values]) => values.map((value) => [name, value] as const));

describe('the schema that Chrome is given', () => {
  it('has the same fields', () => {
    expect(Object.keys(schema.properties)).toEqual(MANAGED_FIELDS);
    expect(Object.keys(good)).toEqual(MANAGED_FIELDS);
    const patterns = Object.entries(MANAGED_PATTERNS);
    for (const [name, { source }] of patterns)
      expect(schema.properties[name]?.pattern).toBe(source);
  });

  it('uses only what Chrome understands', () => {
    const known = ['title', 'type', 'enum', 'pattern', 'items', 'minimum', 'maximum'];
    for (const property of Object.values(schema.properties)) {
      expect(known).toEqual(expect.arrayContaining(Object.keys(property)));
    }
    expect(Object.keys(schema)).toEqual(['type', 'properties']);
  });

  it.each(cases(good))('agrees that %s may be %j', (name, value) => {
    const field = { guardAddress: 'hf:a/b', [name]: value };
    expect(fits(field)).toBe(true);
    expect(readManaged(field)).toEqual({ policy: field, problems: [] });
  });

  it.each(cases(bad))('agrees that %s may not be %j', (name, value) => {
    expect(fits({ [name]: value })).toBe(false);
    const { policy, problems } = readManaged({ [name]: value });
    expect(policy).toEqual({});
    expect(problems).toEqual([expect.stringContaining(`“${name}”`)]);
  });
});

describe('readManaged', () => {
  it('lets the others hold where one is bad or unheard of', () => {
    const { policy, problems } = readManaged({
      engine: 'local',
      idleMinutes: 900,
      thresholds: 0.3,
      sitesOn: ['a.example'],
    });
    expect(policy).toEqual({ engine: 'local', sitesOn: ['a.example'] });
    expect(problems).toEqual([
      '“idleMinutes” is left out: must be 240 or less.',
      '“thresholds” is not known to this Seawall.',
    ]);
  });

  it('tidies addresses as settings keep them', () => {
    const written = {
      serverAddress: 'https://guard.example/v1/',
      guardAddress: 'https://files.example/guard/build.json',
    };
    expect(readManaged(written).policy).toEqual({
      serverAddress: 'https://guard.example/v1',
      guardAddress: 'https://files.example/guard/',
    });
  });

  it('refuses what no pattern can tell: plain http to another machine, a repository that climbs', () => {
    for (const guardAddress of ['http://files.example/guard/', 'hf:../name']) {
      expect(readManaged({ guardAddress }).policy).toEqual({});
    }
  });

  it('takes no guard unchecked whose hash is written wrongly', () => {
    const { policy, problems } = readManaged({ guardAddress: 'hf:a/b', guardSha256: 'abc' });
    expect(policy).toEqual({});
    expect(problems).toHaveLength(2);
  });

  it('says that a hash alone does nothing', () => {
    expect(readManaged({ guardSha256: '0'.repeat(64) }).problems).toEqual([
      '“guardSha256” does nothing without “guardAddress”.',
    ]);
  });

  it.each([[undefined], [null], [[]], ['text'], [7]])('holds nothing of %j', (raw) => {
    expect(readManaged(raw).policy).toEqual({});
  });
});
