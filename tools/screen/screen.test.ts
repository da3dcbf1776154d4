import * as v from 'valibot';
import { expect, it } from 'vitest';
import type { PageSnapshot } from '../../src/platform/messages';
import { PageReport } from './report';
import { reportOf } from './screen';

type Element = PageSnapshot['elements'][number];

const text: Element = {
  id: 1,
  kind: 'text',
  image: null,
  snippet: 'A boat',
  text: 'A boat has come in.',
  lang: 'en',
  direction: 'ltr',
  selector: 'p',
  askedMs: 40,
  verdict: { flag: 'safe', pUnsafe: 0.1, engine: 'local', reason: null },
};
const image: Element = {
  ...text,
  id: 2,
  kind: 'image',
  snippet: 'A sign',
  text: 'A sign at the pier',
  selector: 'img',
  image: { src: 'https://img.example/a.png', width: 640, height: 480, thumbnail: null },
  verdict: { flag: 'unsafe', pUnsafe: 0.9, engine: 'local', reason: null },
};
const canvas: Element = {
  ...image,
  id: 3,
  text: '',
  selector: 'canvas',
  image: { src: null, width: 300, height: 150, thumbnail: 'data:image/webp;base64,AAAA' },
  verdict: { flag: 'unknown', pUnsafe: null, engine: null, reason: 'image-locked' },
};

const snapshot = (elements: Element[]): PageSnapshot => ({
  frame: 'top',
  title: 'Page',
  counts: { safe: 0, unsafe: 0, unknown: 0, waiting: 0 },
  elements,
  settled: true,
  paused: false,
  settledMs: 900,
  firstVerdictMs: 300,
  work: { slices: 0, totalMs: 0, maxMs: 0, recent: [], scannedNodes: 0, scanMs: 0 },
});

it('reports texts and images side by side, and counts both', () => {
  const report = reportOf('a.html', snapshot([text, image, canvas]), null);
  expect(v.parse(PageReport, report)).toEqual(report);
  expect(report.counts).toEqual({ safe: 1, unsafe: 1, unknown: 1 });
  expect(report.elements).toEqual([
    {
      kind: 'text',
      text: 'A boat has come in.',
      selector: 'p',
      lang: 'en',
      verdict: 'safe',
      pUnsafe: 0.1,
      engine: 'local',
      reason: null,
    },
    {
      kind: 'image',
      text: 'A sign at the pier',
      src: 'https://img.example/a.png',
      width: 640,
      height: 480,
      selector: 'img',
      lang: 'en',
      verdict: 'unsafe',
      pUnsafe: 0.9,
      engine: 'local',
      reason: null,
    },
    {
      kind: 'image',
      text: '',
      src: null,
      width: 300,
      height: 150,
      selector: 'canvas',
      lang: 'en',
      verdict: 'unknown',
      pUnsafe: null,
      engine: null,
      reason: 'image-locked',
    },
  ]);
});

it('tells who speaks in a talk with an AI', () => {
  const talk = (['request', 'answer'] as const).map((role) => ({ ...text, role }));
  const report = reportOf('a.html', snapshot([...talk, text]), null);
  expect(v.parse(PageReport, report)).toEqual(report);
  expect(report.elements.map((element) => 'role' in element && element.role)).toEqual([
    'request',
    'answer',
    false,
  ]);
});

it('is never safe for want of an answer', () => {
  const report = reportOf('a.html', snapshot([{ ...image, verdict: null }]), null);
  expect(report.elements[0]).toMatchObject({ verdict: 'unknown', reason: 'timeout' });
  expect(report.counts).toEqual({ safe: 0, unsafe: 0, unknown: 1 });
});
