/** Sites whose content never leaves this machine. */
export const NEVER_SEND: readonly {
  group: 'mail' | 'banks' | 'health' | 'government';
  sites: readonly string[];
}[] = [];

export const neverSendEntry = (
  site: string,
  edits: { added: readonly string[]; removed: readonly string[] },
): string | null =>
  [...NEVER_SEND.flatMap(({ sites }) => sites), ...edits.added].find(
    (entry) => !edits.removed.includes(entry) && (site === entry || site.endsWith(`.${entry}`)),
  ) ?? null;
