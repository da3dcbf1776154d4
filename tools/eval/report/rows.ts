/** The rows of a report: each set in each language, each set, each language, all. */
import { mean } from 'simple-statistics';
import type { Kind } from '../item';
import type { Sampling } from '../metrics/bootstrap';
import { type Measure, measuresOf, RANKED } from '../metrics/measures';
import { type JudgedItem, judgementOf } from './judged';
import { paperFigures } from './paper';
import type { MeanRow, ReportRow } from './schema';

export interface Scope {
  readonly set: string | null;
  readonly lang: string | null;
}

export interface RowOptions {
  readonly kind: Kind;
  /** The checkpoint's name. */
  readonly model: string;
  readonly sampling: Omit<Sampling, 'name'>;
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

export function scopesOf(items: readonly JudgedItem[]): Scope[] {
  const sets = distinct(items.map(({ set }) => set));
  const languages = distinct(items.map(({ lang }) => lang));
  const own = sets.flatMap((set) =>
    distinct(items.filter((item) => item.set === set).map(({ lang }) => lang)).map((lang) => ({
      ...{ set, lang },
    })),
  );
  return [
    ...own,
    ...sets.map((set) => ({ set, lang: null })),
    ...languages.map((lang) => ({ set: null, lang })),
    { set: null, lang: null },
  ];
}

export const within = (items: readonly JudgedItem[], { set, lang }: Scope): JudgedItem[] =>
  items.filter((item) => (set ?? item.set) === item.set && (lang ?? item.lang) === item.lang);

/** A name for people and for files. */
export const scopeName = ({ set, lang }: Scope): string =>
  [set ?? 'all sets', lang ?? 'all languages'].join(', ');

export function rowOf(items: readonly JudgedItem[], scope: Scope, options: RowOptions): ReportRow {
  const { kind, model, sampling } = options;
  const own = within(items, scope);
  const measures = measuresOf(own.map(judgementOf), { ...sampling, name: scopeName(scope) });
  // The paper's figure for all languages is the mean over them, which is a row of its own.
  const paper = scope.lang === null ? [] : paperFigures(kind, scope.set, scope.lang, model);
  return { ...scope, ...measures, paper, curves: null };
}

/** A set's means over its languages but English, where it has two or more. */
export function meansOf(rows: readonly ReportRow[], { kind, model }: RowOptions): MeanRow[] {
  const sets = distinct(
    rows.flatMap(({ set, lang }) => (set !== null && lang !== null ? set : [])),
  );
  return sets.flatMap((set) => {
    const own = rows.filter((row) => row.set === set && row.lang !== null && row.lang !== 'en');
    if (own.length < 2) return [];
    const [auprc, averagePrecision, auroc] = RANKED.map((name): Measure => {
      const missing = own.find(({ measures }) => measures[name].value === null);
      if (missing) return { value: null, why: `${missing.lang} has none` };
      const values = own.flatMap(({ measures }) => measures[name].value ?? []);
      return { value: mean(values), low: null, high: null };
    }) as [Measure, Measure, Measure];
    const languages = own.map(({ lang }) => lang ?? '');
    const paper = paperFigures(kind, set, null, model);
    return [{ set, languages, auprc, averagePrecision, auroc, paper }];
  });
}
