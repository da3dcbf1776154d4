/** The verdicts of `npm start` as a person reads them in a terminal. */
import type { ElementReport, PageReport } from '../screen/report';

const TEXT_WIDTH = 60;
const LONGEST_DATA = 30;

export function verdictTable(pages: readonly PageReport[]): string {
  const lines = [row(['page', 'unsafe', 'safe', 'unknown', 'P(unsafe)', 'lang', 'text'])];
  for (const { target, counts, elements } of pages) {
    lines.push(
      row([target, String(counts.unsafe), String(counts.safe), String(counts.unknown), '', '', '']),
    );
    for (const element of elements.filter(({ verdict }) => verdict === 'unsafe')) {
      lines.push(
        row(['', '', '', '', percent(element), element.lang ?? '', shorten(nameOf(element))]),
      );
    }
  }
  return lines.map((line) => line.trimEnd()).join('\n');
}

const WIDTHS = [24, 7, 7, 8, 10, 6, 0];

const row = (cells: readonly string[]): string =>
  cells.map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0)).join(' ');

const percent = ({ pUnsafe }: ElementReport): string =>
  pUnsafe === null ? '' : `${Math.round(pUnsafe * 100)} %`;

/** An image by what is written about it, else by its address. */
function nameOf(element: ElementReport): string {
  if (element.kind === 'text') return element.text;
  const { text, src, width, height } = element;
  if (text !== '') return `[image] ${text}`;
  if (src === null) return `[image] ${width} × ${height}`;
  return `[image] ${src.startsWith('data:') ? src.slice(0, LONGEST_DATA) : fileName(src)}`;
}

const fileName = (src: string): string =>
  (URL.canParse(src) && new URL(src).pathname.split('/').pop()) || src;

/** In one line, and without what would steer a terminal or turn its direction. */
function shorten(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const letters = [...new Intl.Segmenter().segment(plain)].map(({ segment }) => segment);
  return letters.length > TEXT_WIDTH ? `${letters.slice(0, TEXT_WIDTH - 1).join('')}…` : plain;
}
