/**
 * A list that draws only the rows in sight, of a fixed height each, for pages of 10,000 elements.
 *
 * One row at a time is in the tab order; arrows, Page Up and Down, Home and End move it. The row is
 * followed by its key and not by its place: verdicts come in while a person reads, and neither the
 * focus nor the row at the top of the view may jump away under them.
 */
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const OVERSCAN = 4;

export interface WindowedListProps<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  /** In rem, so that it grows with the reader's own font size. */
  rowRem: number;
  label: string;
  /**
   * The row to be on, where somebody else says so: it is scrolled into view when it changes, and has
   * the focus if the list had it.
   */
  current?: string | null;
  /** Rows near the end are in sight: there may be more to fetch. */
  onNearEnd?: () => void;
  /** Must put `tabIndex` on the one thing of the row that takes the focus. */
  row: (item: T, tabIndex: 0 | -1) => ComponentChildren;
}

const pixelsOfRem = (rem: number): number =>
  rem * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);

/** Rows from the end that count as near it. */
const NEAR_END = 30;

export function WindowedList<T>(props: WindowedListProps<T>) {
  const { items, keyOf, rowRem, label, current = null, onNearEnd, row } = props;
  const root = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  const [top, setTop] = useState(0);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const lastIndex = useRef(0);
  const wantsFocus = useRef(false);
  /** The row at the top of the view, and how far it is scrolled out. */
  const anchor = useRef<{ key: string; offset: number } | null>(null);
  const rowHeight = pixelsOfRem(rowRem);

  const found = activeKey === null ? 0 : items.findIndex((item) => keyOf(item) === activeKey);
  const active = found >= 0 ? found : Math.min(lastIndex.current, items.length - 1);
  lastIndex.current = Math.max(0, active);

  const first = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN);
  const end = Math.min(items.length, Math.ceil((top + height) / rowHeight) + OVERSCAN);
  const shown: number[] = [];
  for (let i = first; i < end; i++) shown.push(i);
  // The active row stays in the document, or Tab would find no way into the list.
  if (active >= 0 && active < first) shown.unshift(active);
  else if (active >= end && active < items.length) shown.push(active);

  // Before this render changes the document: does the list have the focus?
  const hadFocus = root.current?.contains(document.activeElement) ?? false;

  const look = useCallback(() => {
    const element = root.current;
    if (!element) return;
    setTop(element.scrollTop);
    setHeight(element.clientHeight);
  }, []);

  useLayoutEffect(look, [look]);
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [look]);

  // Rows that come in above must not push away what is being read.
  useLayoutEffect(() => {
    const element = root.current;
    const held = anchor.current;
    if (!element || !held || element.scrollTop === 0) return;
    const index = items.findIndex((item) => keyOf(item) === held.key);
    if (index < 0) return;
    const wanted = index * rowHeight + held.offset;
    if (Math.abs(wanted - element.scrollTop) >= 1) {
      element.scrollTop = wanted;
      look();
    }
  }, [items, keyOf, rowHeight, look]);

  const remember = () => {
    const element = root.current;
    if (!element) return;
    const index = Math.floor(element.scrollTop / rowHeight);
    const item = items[index];
    anchor.current = item
      ? { key: keyOf(item), offset: element.scrollTop - index * rowHeight }
      : null;
  };

  // Moving a row within the document, or removing it, drops the focus: give it back.
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    if (!wantsFocus.current && !(hadFocus && !element.contains(document.activeElement))) return;
    wantsFocus.current = false;
    element.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  });

  const moveTo = (index: number) => {
    const element = root.current;
    const target = Math.max(0, Math.min(items.length - 1, index));
    const item = items[target];
    if (!element || !item || target === active) return;
    if (target * rowHeight < element.scrollTop) element.scrollTop = target * rowHeight;
    else if ((target + 1) * rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = (target + 1) * rowHeight - element.clientHeight;
    }
    wantsFocus.current = true;
    setActiveKey(keyOf(item));
    remember();
    look();
  };

  // It is another row: somebody else has moved on.
  useLayoutEffect(() => {
    const element = root.current;
    if (current === null || current === activeKey || !element) return;
    const index = items.findIndex((item) => keyOf(item) === current);
    if (index < 0) return;
    const keepsFocus = element.contains(document.activeElement);
    moveTo(index);
    wantsFocus.current = keepsFocus;
  }, [current]);

  const isNearEnd = end > 0 && end + NEAR_END >= items.length;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, items]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: items.length - 1,
    };
    const target = moves[event.key];
    if (target === undefined) return;
    event.preventDefault();
    moveTo(target);
  };

  return (
    <div
      ref={root}
      class="windowed"
      onScroll={() => {
        remember();
        look();
      }}
    >
      <ul
        aria-label={label}
        style={{ height: `${items.length * rowHeight}px` }}
        onKeyDown={onKeyDown}
      >
        {shown.map((index) => {
          const item = items[index];
          if (item === undefined) return null;
          const key = keyOf(item);
          return (
            <li
              key={key}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              style={{ top: `${index * rowHeight}px`, height: `${rowHeight}px` }}
              onFocusIn={() => {
                if (key !== activeKey) setActiveKey(key);
              }}
            >
              {row(item, index === active ? 0 : -1)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
