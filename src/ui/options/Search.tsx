/**
 * The search over the options. It goes by what the sections show, in the language that is spoken, so
 * nothing has to say twice what it is called. What it hides is hidden by `hidden`; what it finds is
 * painted by the browser (CSS highlights), and no markup is changed for either.
 */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../components/controls';
import { language } from '../spoken';
import { folded, holdsAll, placesOf, wordsOf } from './finding';
import { sections } from './sections';
import { around } from './strings-around';

const HIGHLIGHT = 'found';
const MAX_PLACES = 500;

export interface SearchState {
  query: string;
  isOn: boolean;
  /** Settings that are shown. */
  count: number;
  set(query: string): void;
}

export function useSearch(main: RefObject<HTMLElement | null>): SearchState {
  const [query, set] = useState('');
  const [count, setCount] = useState(0);
  const words = wordsOf(query);
  const spoken = language.value;
  useLayoutEffect(() => {
    const root = main.current;
    if (!root) return;
    const look = (): void => setCount(filter(root, words));
    look();
    if (words.length === 0) return;
    // Sections come and change while they are searched.
    const observer = new MutationObserver(look);
    observer.observe(root, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [query, spoken]);
  return { query, isOn: words.length > 0, count, set };
}

/** Shows what holds all the words, hides the rest; returns how many settings are shown. */
function filter(root: HTMLElement, words: readonly string[]): number {
  let count = 0;
  for (const { id, title, words: more } of sections) {
    const section = root.querySelector<HTMLElement>(`[data-section="${id}"]`);
    if (!section) continue;
    const name = folded(`${title()} ${more?.() ?? ''}`);
    const isWhole = holdsAll(name, words);
    const cards = [...section.querySelectorAll<HTMLElement>('.card')];
    let shown = 0;
    for (const card of cards) {
      const holds = isWhole || holdsAll(`${name} ${folded(textOf(card))}`, words);
      card.hidden = !holds;
      if (holds) shown++;
    }
    section.hidden = !isWhole && shown === 0;
    count += shown;
  }
  highlight(root, words);
  return count;
}

const textOf = (card: HTMLElement): string =>
  [...shownTexts(card)].map((text) => text.data).join(' ');

/** What is folded away is not what a card is about. */
const FOLDED = 'details:not([open]) > :not(summary), .visually-hidden, [hidden]';

function* shownTexts(root: HTMLElement): Generator<Text, void> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // Of a card itself it is decided anew whether it is hidden.
    const away = node.parentElement?.closest(FOLDED);
    if (node instanceof Text && (!away || away === root)) yield node;
  }
}

function highlight(root: HTMLElement, words: readonly string[]): void {
  // Where the browser knows none, things are found all the same.
  if (!('highlights' in CSS)) return;
  const ranges: Range[] = [];
  if (words.length > 0) {
    for (const text of shownTexts(root)) {
      for (const [begin, end] of placesOf(text.data, words)) {
        if (ranges.length === MAX_PLACES) break;
        const range = new Range();
        range.setStart(text, begin);
        range.setEnd(text, end);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set(HIGHLIGHT, new Highlight(...ranges));
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type="radio"], [type="checkbox"])'));

export function Search({ search }: { search: SearchState }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isWriting(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
  const { query, isOn, count, set } = search;
  const words = around.search;
  return (
    <search class="search">
      <input
        type="search"
        ref={field}
        value={query}
        aria-label={words.label}
        aria-describedby="search-hint"
        placeholder={words.label}
        onInput={(event) => set(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || query === '') return;
          event.preventDefault();
          set('');
        }}
      />
      <p class="search-hint" id="search-hint">
        {words.hint}
      </p>
      <p class="search-found" role="status">
        {isOn && (count === 0 ? words.none : words.found(count))}
      </p>
      {isOn && (
        <Button quiet onClick={() => set('')}>
          {words.all}
        </Button>
      )}
    </search>
  );
}
