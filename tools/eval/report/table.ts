/** Tables for a terminal and for Markdown. */

export interface Table {
  readonly columns: readonly string[];
  /** The first `texts` columns are words, the others numbers. */
  readonly texts: number;
  readonly rows: readonly (readonly string[])[];
}

const width = (text: string): number => [...text].length;

export function textTable({ columns, texts, rows }: Table): string {
  const widths = columns.map((name, i) =>
    Math.max(width(name), ...rows.map((row) => width(row[i] ?? ''))),
  );
  const padded = (cells: readonly string[]) =>
    cells
      .map((cell, i) => {
        const space = ' '.repeat((widths[i] ?? 0) - width(cell));
        return i < texts ? cell + space : space + cell;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((each) => '-'.repeat(each)).join('  ');
  return [padded(columns), rule, ...rows.map(padded)].join('\n');
}

export function markdownTable({ columns, texts, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownText).join(' | ')} |`;
  const rule = columns.map((_, i) => (i < texts ? '---' : '---:'));
  return [line(columns), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Names come from files: nothing in them makes markup or another cell. */
export const markdownText = (cell: string): string =>
  cell
    .replace(/[\\|`*_<>[\]#&]/g, (sign) => `\\${sign}`)
    .replace(/\s+/g, ' ')
    .trim();
