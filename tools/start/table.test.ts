import { expect, it } from 'vitest';
import type { ElementReport, PageReport } from '../screen/report';
import { verdictTable } from './table';

const judged = {
  selector: 'p',
  lang: 'en',
  verdict: 'unsafe',
  pUnsafe: 0.981,
  engine: 'local',
  reason: null,
} as const;

const image = (text: string, src: string | null): ElementReport => ({
  ...{ ...judged, kind: 'image', lang: null },
  ...{ text, src, width: 320, height: 200 },
});

const page = (elements: ElementReport[]): PageReport => ({
  target: 'en',
  title: 'Page',
  elements,
  counts: { safe: 3, unsafe: elements.length, unknown: 0 },
  timing: { settledMs: 1, firstVerdictMs: 1, longTasks: { count: 0, maxMs: 0 } },
});

it('lists what is unsafe, texts by their words and images by what tells them apart', () => {
  const lines = verdictTable([
    page([
      { ...judged, kind: 'text', text: 'Shut up\u001b[31m\n you' },
      image('A sign\u202e at the pier', 'https://img.example/sign.png'),
      image('', 'https://img.example/boats/red.png?w=1'),
      image('', 'https://img.example/'),
      image('', `data:image/png;base64,${'A'.repeat(500)}`),
      image('', null),
    ]),
  ]).split('\n');
  expect(lines[1]).toMatch(/^en +6 +3 +0$/);
  expect(lines.slice(2).map((line) => line.trim().replace(/ {2,}/g, ' '))).toEqual([
    '98 % en Shut up [31m you',
    '98 % [image] A sign at the pier',
    '98 % [image] red.png',
    '98 % [image] https://img.example/',
    '98 % [image] data:image/png;base64,AAAAAAAA',
    '98 % [image] 320 × 200',
  ]);
});
