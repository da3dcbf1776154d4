/** What a mark says. */

export function markWords(pUnsafe: number | null, practice: boolean): string {
  const guard = practice ? 'the practice guard, which is no protection,' : 'the guard';
  const sure = pUnsafe === null ? '' : ` (${Math.round(pUnsafe * 100)} %)`;
  return `Seawall: ${guard} flags this text as unsafe${sure}. Seawall can be wrong. Look before you decide.`;
}
