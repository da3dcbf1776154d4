/** Byte-level BPE, made to measure. */

/** GPT-2's alphabet: every byte as one printable character. */
const BYTE_ALPHABET: readonly string[] = (() => {
  const printable = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint(printable(byte) ? byte : next++),
  );
})();

const toAlphabet = (text: string): string[] =>
  [...new TextEncoder().encode(text)].map((byte) => BYTE_ALPHABET[byte] ?? '');

/** A token string back to text; broken characters become U+FFFD. */
export function fromAlphabet(token: string): string {
  const bytes = [...token].map((c) => BYTE_ALPHABET.indexOf(c));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** A BPE whose merges are added so that given strings become single tokens. */
export class LaidBpe {
  readonly vocabulary: string[] = [...BYTE_ALPHABET];
  readonly merges: [string, string][] = [];
  private readonly ranks = new Map<string, number>();

  /**
   * Adds the merges that make `text` one token. Later merges rank lower, so that what has been laid
   * before stays whole.
   */
  lay(text: string): void {
    let tokens = this.encode(text);
    while (tokens.length > 1) {
      const [first = '', second = ''] = tokens;
      this.add(first, second);
      tokens = this.encode(text);
    }
  }

  /**
   * Learns further merges as byte-level BPE does (Sennrich et al., arXiv 1508.07909): again and again
   * the pair of tokens that is most frequent in the words. What has been laid stays whole.
   */
  learn(words: readonly string[], merges: number): void {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const parts = [...counts].map(([word, count]) => ({ tokens: this.encode(word), count }));
    for (let i = 0; i < merges; i++) {
      const pairs = new Map<string, number>();
      for (const { tokens, count } of parts)
        for (let at = 0; at + 1 < tokens.length; at++) {
          const pair = `${tokens[at]} ${tokens[at + 1]}`;
          pairs.set(pair, (pairs.get(pair) ?? 0) + count);
        }
      const [best] = [...pairs].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
      if (!best || best[1] < 2) return;
      const [first = '', second = ''] = best[0].split(' ');
      this.add(first, second);
      for (const part of parts) part.tokens = merged(part.tokens, first, second);
    }
  }

  private add(first: string, second: string): void {
    this.ranks.set(`${first} ${second}`, this.merges.length);
    this.merges.push([first, second]);
    if (!this.vocabulary.includes(first + second)) this.vocabulary.push(first + second);
  }

  private encode(text: string): string[] {
    let tokens = toAlphabet(text);
    for (;;) {
      let best = -1;
      let bestRank = Number.POSITIVE_INFINITY;
      for (let i = 0; i + 1 < tokens.length; i++) {
        const rank = this.ranks.get(`${tokens[i]} ${tokens[i + 1]}`);
        if (rank !== undefined && rank < bestRank) {
          best = i;
          bestRank = rank;
        }
      }
      if (best < 0) return tokens;
      const merged = `${tokens[best]}${tokens[best + 1]}`;
      tokens = [...tokens.slice(0, best), merged, ...tokens.slice(best + 2)];
    }
  }
}

function merged(tokens: readonly string[], first: string, second: string): string[] {
  const out: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? '';
    if (token === first && tokens[i + 1] === second) {
      out.push(first + second);
      i++;
    } else out.push(token);
  }
  return out;
}
