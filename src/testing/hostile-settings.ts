/** Settings and policies for fuzz targets: every kind that there may be, as files and stores hold them. */
import fc from 'fast-check';
import * as v from 'valibot';
import { defaultSettings, Settings } from '../core/settings';

/** Host names that are something else, too. */
export const hostileSite: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('a.example', 'b.example', 'on.example', '127.0.0.1', '[::1]', 'localhost'),
  fc.constantFrom('constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'),
  fc.constantFrom('*', '*.example', 'a/b', '', '..', 'A.EXAMPLE', `${'a.'.repeat(130)}example`),
);

const rule = fc.constantFrom('mark', 'blur', 'cover', 'hide');
const order = fc.constantFrom(
  ['local', 'server', 'hosted'],
  ['hosted', 'local', 'server'],
  ['server', 'hosted', 'local'],
);
const protection = fc.record({
  text: rule,
  images: rule,
  hold: fc.boolean(),
  holdSeconds: fc.integer({ min: 1, max: 60 }),
  unjudged: fc.constantFrom('show', 'cover'),
});
const some = { requiredKeys: [] as never[] };

const site = fc.record(
  {
    mode: fc.constant('screen'),
    send: fc.record({ server: fc.boolean(), hosted: fc.boolean() }, some),
    order,
    protection: fc.record(
      { text: rule, hold: fc.boolean(), holdSeconds: fc.integer({ min: 1, max: 60 }) },
      some,
    ),
  },
  { requiredKeys: ['mode'] },
);

const goodSite = fc.constantFrom('a.example', 'b.example', 'on.example', '[::1]', 'localhost');
const guard = fc.constantFrom(
  null,
  { kind: 'packaged', path: 'guards/practice/' },
  { kind: 'installed', id: 'one', practice: false },
);
const remote = {
  on: fc.boolean(),
  address: fc.constantFrom('', 'http://127.0.0.1:8000/v1', 'https://api.sea-lion.ai/v1'),
  scope: fc.constantFrom('all', 'sites'),
};
const sites = fc.array(goodSite, { maxLength: 3 });

/** Of the current version. */
export const goodSettings: fc.Arbitrary<Settings> = fc
  .record({
    sites: fc.dictionary(goodSite, site, { maxKeys: 4 }),
    guard,
    idleMinutes: fc.integer({ min: 1, max: 240 }),
    imageDetail: fc.constantFrom('fast', 'balanced', 'thorough'),
    network: fc.record({
      order,
      server: fc.record({ ...remote, model: fc.constantFrom('', 'sea-guard') }),
      hosted: fc.record({ ...remote, judging: fc.constantFrom('groups', 'each') }),
      neverSend: fc.record({ added: sites, removed: sites }),
    }),
    pace: fc.record({ waitHidden: fc.boolean(), batteryInView: fc.boolean() }),
    preferences: fc.record({
      language: fc.constantFrom('auto', 'en', 'my'),
      protection,
      review: fc.record({
        keep: fc.boolean(),
        keepSafe: fc.boolean(),
        limits: fc.constant(defaultSettings().preferences.review.limits),
      }),
      thresholds: fc.record({
        all: fc.constantFrom(0.01, 0.5, 0.99),
        languages: fc.dictionary(fc.constantFrom('en', 'th', 'my'), fc.constantFrom(0.3, 0.7), {
          maxKeys: 2,
        }),
      }),
      notify: fc.boolean(),
      welcomed: fc.boolean(),
      parental: fc.boolean(),
    }),
  })
  .map((settings) => v.parse(Settings, { version: 6, ...settings }));

/** By which version a part of the settings came. */
export const SINCE: Readonly<Record<Exclude<keyof Settings, 'version'>, number>> = {
  sites: 0,
  guard: 0,
  idleMinutes: 2,
  imageDetail: 3,
  network: 4,
  pace: 5,
  preferences: 6,
};

/** As that version wrote them. */
export const storedSettings: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(goodSettings, fc.integer({ min: 0, max: 6 }))
  .map(([settings, version]) =>
    Object.fromEntries(
      Object.entries({ ...settings, version }).filter(([name]) => {
        if (name === 'version') return version > 0;
        return SINCE[name as keyof typeof SINCE] <= version;
      }),
    ),
  );

/** As an administrator would write one; fields of any kind among them. */
export const goodPolicy: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    engine: fc.constantFrom('local', 'server', 'hosted'),
    serverAddress: fc.constantFrom('http://127.0.0.1:1/v1', 'https://guard.example/v1/'),
    serverModel: fc.constantFrom('', 'm'),
    serverScope: fc.constantFrom('all', 'sites'),
    hostedScope: fc.constantFrom('all', 'sites'),
    hostedJudging: fc.constantFrom('groups', 'each'),
    guardAddress: fc.constantFrom('hf:owner/name', 'https://builds.example/one/'),
    guardSha256: fc.constantFrom('a'.repeat(64), 'A'.repeat(64)),
    sitesOn: fc.array(hostileSite, { maxLength: 3 }),
    sitesOff: fc.array(hostileSite, { maxLength: 3 }),
    otherSites: fc.constantFrom('own', 'off'),
    neverSend: fc.array(hostileSite, { maxLength: 3 }),
    idleMinutes: fc.integer({ min: 0, max: 241 }),
    imageDetail: fc.constantFrom('fast', 'balanced', 'thorough'),
    waitHidden: fc.boolean(),
    batteryInView: fc.boolean(),
    language: fc.constantFrom('auto', 'en', 'xx'),
    protectionText: rule,
    protectionImages: rule,
    protectionHold: fc.boolean(),
    protectionHoldSeconds: fc.integer({ min: 0, max: 61 }),
    protectionUnjudged: fc.constantFrom('show', 'cover'),
    thresholdPercent: fc.integer({ min: 0, max: 100 }),
    reviewKeep: fc.boolean(),
    parental: fc.boolean(),
    locked: fc.subarray([
      ...['sites', 'engine', 'neverSend', 'guard', 'idleMinutes', 'imageDetail', 'pace'],
      ...['language', 'protection', 'threshold', 'review', 'parental'],
    ]),
  },
  some,
);
