/** What one message may hold. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { MAX_QUESTION_TEXT, MAX_REQUEST_TEXT } from '../core/limits';
import {
  ContentMessage,
  MAX_ELEMENTS,
  MAX_PARTS,
  MAX_REQUESTS,
  PageMessage,
  UiRequest,
} from './messages';

const request = (text: string, more: object = {}) => ({
  id: 1,
  version: 1,
  kind: 'text',
  text,
  priority: 0,
  ...more,
});
const screen = (...requests: object[]) => ({ type: 'screen', requests });
const page = (more: object) => ({
  type: 'page',
  frame: 'f',
  counts: { safe: 0, unsafe: 0, unknown: 0, waiting: 0 },
  elements: [],
  marksRemoved: false,
  saving: false,
  embedded: false,
  site: '',
  parts: [],
  ...more,
});
const times = <T>(count: number, value: T): T[] => new Array<T>(count).fill(value);

describe('a message of a page', () => {
  it.each<[string, (over: number) => object]>([
    ['the text of a request', (over) => screen(request('x'.repeat(MAX_REQUEST_TEXT + over)))],
    [
      'a question',
      (over) => screen(request('x', { question: 'x'.repeat(MAX_QUESTION_TEXT + over) })),
    ],
    ['requests', (over) => screen(...times(MAX_REQUESTS + over, request('x')))],
    [
      'what is cancelled',
      (over) => ({
        type: 'cancel',
        elements: times(MAX_ELEMENTS + over, { id: 1, version: 1 }),
      }),
    ],
  ])('has a bound for %s', (_, message) => {
    expect(v.is(ContentMessage, message(0))).toBe(true);
    expect(v.is(ContentMessage, message(1))).toBe(false);
  });

  it.each<[string, (over: number) => object]>([
    ['parts', (over) => page({ parts: times(MAX_PARTS + over, { site: 'a.example', count: 1 }) })],
    ['the site', (over) => page({ site: 'x'.repeat(1_000 + over) })],
    ['how few a part is', (over) => page({ parts: [{ site: 'a.example', count: -over }] })],
  ])('to the popup has a bound for %s', (_, message) => {
    expect(v.is(PageMessage, message(0))).toBe(true);
    expect(v.is(PageMessage, message(1))).toBe(false);
  });
});

it.each(['constructor', '__proto__', 'toString', '*', '*.example', 'A.example', ''])(
  'no request names a site that settings could not hold: %j',
  (site) => {
    const asked = { type: 'engines.siteOrder', site, order: null };
    expect(v.is(UiRequest, { ...asked, site: 'a.example' })).toBe(true);
    expect(v.is(UiRequest, asked)).toBe(false);
  },
);
