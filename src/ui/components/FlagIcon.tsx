/** The four flags. Each differs by shape, so that none is told by colour alone. */
import type { Flag } from '../../core/verdict';

const SHAPES = {
  unsafe: (
    <>
      <path d="M6.3 1.5h7.4l4.8 4.8v7.4l-4.8 4.8H6.3l-4.8-4.8V6.3z" fill="currentColor" />
      <path d="M10 5.6v5.2" stroke="var(--on-flag)" stroke-width="2" stroke-linecap="round" />
      <circle cx="10" cy="14" r="1.2" fill="var(--on-flag)" />
    </>
  ),
  safe: (
    <path
      d="M3.5 10.8l4.2 4.2 8.8-9.6"
      fill="none"
      stroke="currentColor"
      stroke-width="2.2"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  ),
  unknown: (
    <>
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="1.6" />
      <path
        d="M7.7 7.9a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.2.9-1.2 1.7"
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
      />
      <circle cx="10" cy="14" r="1.05" fill="currentColor" />
    </>
  ),
  waiting: (
    <circle
      cx="10"
      cy="10"
      r="8"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-dasharray="0.01 4.18"
    />
  ),
} as const;

/** Without a `label` it is decoration beside a text that says the same. */
export function FlagIcon(props: { flag: Flag | 'waiting'; label?: string; size?: number }) {
  const { flag, label, size = 20 } = props;
  return (
    <>
      <svg
        class={`flag flag-${flag}`}
        width={size}
        height={size}
        viewBox="0 0 20 20"
        aria-hidden="true"
      >
        {SHAPES[flag]}
      </svg>
      {label && <span class="visually-hidden">{label}</span>}
    </>
  );
}
