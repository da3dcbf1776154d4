/** A row's three curves side by side, as an SVG that can be read in light and dark. */
import { type Bin, calibration } from '../metrics/calibration';
import { rank, type Scored, steps } from '../metrics/ranking';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Recall and precision, from the point (0, 1) on: what the trapezoids lie under. */
export function prPoints(items: readonly Scored[]): Point[] {
  const unsafe = items.filter((item) => item.unsafe).length;
  const points = [...steps(rank(items))].map(({ hits, falseAlarms }) => ({
    x: hits / unsafe,
    y: hits / (hits + falseAlarms),
  }));
  return [{ x: 0, y: 1 }, ...points];
}

/** False-positive rate and recall. */
export function rocPoints(items: readonly Scored[]): Point[] {
  const unsafe = items.filter((item) => item.unsafe).length;
  const safe = items.length - unsafe;
  const points = [...steps(rank(items))].map(({ hits, falseAlarms }) => ({
    x: falseAlarms / safe,
    y: hits / unsafe,
  }));
  return [{ x: 0, y: 0 }, ...points];
}

const SIDE = 220;
const [LEFT, TOP, GAP, BOTTOM] = [48, 64, 64, 46];
const WIDTH = LEFT + 3 * SIDE + 2 * GAP + 16;
const HEIGHT = TOP + SIDE + BOTTOM;
/** Seen on white and on near black. */
const LINE = '#0d9488';
const GREY = '#94a3b8';

/**
 * @param why no curve can be drawn where ranks need both classes
 */
export function curvesSvg(title: string, items: readonly Scored[], why: string | null): string {
  const base = items.filter((item) => item.unsafe).length / items.length;
  const panels = [
    panel(
      0,
      ['Recall', 'Precision'],
      [
        line(
          [
            { x: 0, y: base },
            { x: 1, y: base },
          ],
          GREY,
          true,
        ),
        ...(why === null ? [line(prPoints(items), LINE)] : [note(why)]),
      ],
    ),
    panel(
      1,
      ['False-positive rate', 'Recall'],
      [
        line(
          [
            { x: 0, y: 0 },
            { x: 1, y: 1 },
          ],
          GREY,
          true,
        ),
        ...(why === null ? [line(rocPoints(items), LINE)] : [note(why)]),
      ],
    ),
    panel(
      2,
      ['P(unsafe)', 'Part that is unsafe'],
      [
        line(
          [
            { x: 0, y: 0 },
            { x: 1, y: 1 },
          ],
          GREY,
          true,
        ),
        ...bins(calibration(items)),
      ],
    ),
  ];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}" font-family="system-ui, sans-serif" font-size="11">`,
    '<style>text{fill:#334155}.ground{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#cbd5e1}.ground{fill:#0f172a}}</style>',
    // What shows it may be light where the system is dark.
    `<rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="6" fill="#fff"/>`,
    `<text x="12" y="22" font-size="15" font-weight="600">${escaped(title)}</text>`,
    `<text x="12" y="40">${items.length} items, of which ${Math.round(base * 1000) / 10} % are unsafe</text>`,
    ...panels.flat(),
    '</svg>',
  ].join('\n')}\n`;
}

function panel(place: number, [x, y]: readonly [string, string], inside: readonly string[]) {
  const left = LEFT + place * (SIDE + GAP);
  const ticks = [0, 0.5, 1].flatMap((value) => [
    `<text x="${value * SIDE}" y="${SIDE + 14}" text-anchor="middle">${value}</text>`,
    `<text x="-6" y="${(1 - value) * SIDE + 4}" text-anchor="end">${value}</text>`,
  ]);
  return [
    `<g transform="translate(${left} ${TOP})">`,
    `<rect width="${SIDE}" height="${SIDE}" fill="none" stroke="${GREY}"/>`,
    ...ticks,
    `<text x="${SIDE / 2}" y="${SIDE + 32}" text-anchor="middle">${x}</text>`,
    `<text transform="translate(-32 ${SIDE / 2}) rotate(-90)" text-anchor="middle">${y}</text>`,
    ...inside,
    '</g>',
  ];
}

function line(points: readonly Point[], colour: string, dashed = false): string {
  const drawn = thinned(points.map(({ x, y }) => ({ x: x * SIDE, y: (1 - y) * SIDE })));
  const path = drawn.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const dash = dashed ? ' stroke-dasharray="4 4"' : '';
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="${dashed ? 1 : 1.8}"${dash}/>`;
}

/** Without points that stand where the one before does, to the eye. */
function thinned(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  points.forEach((point, i) => {
    const last = kept.at(-1);
    const near = last && Math.abs(last.x - point.x) < 0.5 && Math.abs(last.y - point.y) < 0.5;
    if (!near || i === points.length - 1) kept.push(point);
  });
  return kept;
}

/** A dot for each bin, as large as it has items. */
function bins(all: readonly Bin[]): string[] {
  const most = Math.max(...all.map(({ items }) => items));
  return all.flatMap(({ items, mean, unsafe }) => {
    if (mean === null || unsafe === null) return [];
    const radius = (2 + 6 * Math.sqrt(items / most)).toFixed(1);
    const [x, y] = [(mean * SIDE).toFixed(1), ((1 - unsafe) * SIDE).toFixed(1)];
    return [`<circle cx="${x}" cy="${y}" r="${radius}" fill="${LINE}" fill-opacity="0.6"/>`];
  });
}

const note = (why: string): string =>
  `<text x="${SIDE / 2}" y="${SIDE / 2}" text-anchor="middle">${escaped(why)}</text>`;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
