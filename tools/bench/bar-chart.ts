/** Bars side by side on a logarithmic scale, as an SVG that can be read in light and dark. */

export interface BarChart {
  readonly title: string;
  readonly unit: string;
  readonly groups: readonly {
    readonly label: string;
    /** The same names in each group, in the same order; values of 1 or more. */
    readonly bars: readonly { readonly name: string; readonly value: number }[];
  }[];
}

const COLOURS = ['#0f766e', '#94a3b8'] as const;
const [LEFT, TOP, RIGHT, BAR, GAP] = [230, 64, 60, 11, 10];
const WIDTH = 760;

export function barChart({ title, unit, groups }: BarChart): string {
  const names = groups[0]?.bars.map(({ name }) => name) ?? [];
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const decades = Math.ceil(Math.log10(most));
  const x = (value: number) => LEFT + (Math.log10(value) / decades) * (WIDTH - LEFT - RIGHT);
  const rowHeight = names.length * BAR + GAP;
  const height = TOP + groups.length * rowHeight + 34;
  const bottom = height - 34;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}" font-family="system-ui, sans-serif" font-size="12">`,
    '<style>text{fill:#334155}@media(prefers-color-scheme:dark){text{fill:#cbd5e1}}</style>',
    `<text x="12" y="22" font-size="15" font-weight="600">${escaped(title)}</text>`,
  ];
  names.forEach((name, i) => {
    const at = LEFT + i * 110;
    lines.push(`<rect x="${at}" y="34" width="12" height="12" fill="${COLOURS[i]}"/>`);
    lines.push(`<text x="${at + 18}" y="44">${escaped(name)}</text>`);
  });
  for (let decade = 0; decade <= decades; decade++) {
    const at = x(10 ** decade);
    lines.push(
      `<line x1="${at}" y1="${TOP - 8}" x2="${at}" y2="${bottom}" stroke="#94a3b8" stroke-opacity="0.4"/>`,
      `<text x="${at}" y="${bottom + 16}" text-anchor="middle">${(10 ** decade).toLocaleString('en')}</text>`,
    );
  }
  lines.push(`<text x="12" y="${bottom + 16}">${escaped(unit)}</text>`);
  groups.forEach(({ label, bars }, row) => {
    const top = TOP + row * rowHeight;
    lines.push(
      `<text x="${LEFT - 10}" y="${top + rowHeight / 2}" text-anchor="end">${escaped(label)}</text>`,
    );
    bars.forEach(({ value }, i) => {
      const y = top + i * BAR;
      const end = Math.max(LEFT + 1, x(value));
      lines.push(
        `<rect x="${LEFT}" y="${y}" width="${(end - LEFT).toFixed(1)}" height="${BAR - 2}" fill="${COLOURS[i]}"/>`,
        `<text x="${(end + 4).toFixed(1)}" y="${y + BAR - 3}" font-size="10">${value.toLocaleString('en')}</text>`,
      );
    });
  });
  return `${lines.join('\n')}\n</svg>\n`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
