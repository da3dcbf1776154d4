/** Small parts that every page of Seawall is made of. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** For fields whose text is no language: addresses, names of models, keys. */
export const VERBATIM = {
  dir: 'ltr',
  autocomplete: 'off',
  autocapitalize: 'off',
  spellcheck: false,
} as const;

interface ButtonProps {
  onClick: () => void;
  /** Working on it: keeps its focus, and does nothing more. */
  busy?: boolean;
  quiet?: boolean;
  /** For those who hear the button without what is around it; begins with what it shows. */
  label?: string;
  /** Takes the focus when it appears: the question that stood in its place has been answered. */
  takesFocus?: boolean;
  children: ComponentChildren;
}

export function Button(props: ButtonProps) {
  const { onClick, busy = false, quiet = false, label, takesFocus = false, children } = props;
  const self = useRef<HTMLButtonElement>(null);
  // Only as it appears.
  const taking = useRef(takesFocus);
  useEffect(() => {
    if (taking.current) self.current?.focus();
  }, []);
  return (
    <button
      type="button"
      ref={self}
      class={quiet ? 'button button-quiet' : 'button'}
      aria-label={label}
      aria-disabled={busy ? 'true' : undefined}
      onClick={() => {
        if (!busy) onClick();
      }}
    >
      {children}
    </button>
  );
}

interface SwitchProps {
  label: string;
  /** The state in a word, beside the track. */
  word: string;
  checked: boolean;
  busy: boolean;
  /** Somebody else has set it: it shows, and does nothing. */
  fixed?: boolean;
  onToggle: () => void;
  /** Takes the focus of what was beside it and is gone (focus.ts). */
  refuge?: boolean;
}

export function Switch(props: SwitchProps) {
  const { label, word, checked, busy, fixed = false, onToggle, refuge = false } = props;
  return (
    <button
      type="button"
      role="switch"
      class="switch"
      aria-checked={checked}
      aria-label={label}
      aria-disabled={busy || fixed ? 'true' : undefined}
      data-refuge={refuge ? '' : undefined}
      data-fixed={fixed ? '' : undefined}
      onClick={() => {
        if (!busy && !fixed) onToggle();
      }}
    >
      <span aria-hidden="true">{word}</span>
      <span class="switch-track" />
    </button>
  );
}

/** `value` in [0, 1]; null where nobody knows how far it is. */
export function Progress({ value, label }: { value: number | null; label: string }) {
  if (value === null) {
    return (
      <div class="progress progress-endless" role="progressbar" aria-label={label}>
        <i />
      </div>
    );
  }
  const whole = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={whole}
    >
      <i style={{ width: `${whole}%` }} />
    </div>
  );
}

/** What only a technical reader needs. */
export function Details({ label, children }: { label: string; children: string }) {
  return (
    <details class="details">
      <summary>{label}</summary>
      <code>{children}</code>
    </details>
  );
}
