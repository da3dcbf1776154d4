/** What a mark says. */
import type { ScreenElement } from '../extract/element';

export function markWords({
  kind,
  verdict,
  practice,
}: Pick<ScreenElement, 'kind' | 'verdict' | 'practice'>): string {
  const guard = practice ? 'the practice guard, which is no protection,' : 'the guard';
  const what = kind === 'image' ? 'picture' : 'text';
  const pUnsafe = verdict?.pUnsafe ?? null;
  const sure = pUnsafe === null ? '' : ` (${Math.round(pUnsafe * 100)} %)`;
  return `Seawall: ${guard} flags this ${what} as unsafe${sure}. Seawall can be wrong. Look before you decide.`;
}
