/** Whether the lock is open, in one line; nothing where there is none. */
import type { LockLine } from '../line/lock-line';
import { lockWords as words } from '../strings-lock';
import { timeOf } from '../strings-sending';

export function LockState({ lock }: { lock: LockLine }) {
  const view = lock.view.value;
  if (view === null || view.status === 'off') return null;
  if (view.status === 'unreadable') {
    return <p class="lock-state">{words.refusals.unreadable}</p>;
  }
  const isOpen = view.status === 'unlocked';
  return (
    <p class="lock-state" data-lock={view.status}>
      <LockIcon open={isOpen} />
      <span role="status">
        {isOpen ? words.state.unlocked(timeOf(view.until)) : words.state.locked}
      </span>
      <button
        type="button"
        class="link"
        onClick={() => void (isOpen ? lock.request({ type: 'lock.lock' }) : lock.opened())}
      >
        {isOpen ? words.state.lockNow : words.state.unlock}
      </button>
    </p>
  );
}

function LockIcon({ open }: { open: boolean }) {
  return (
    <svg class="lock-icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <g fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round">
        <rect x="2.75" y="7" width="10.5" height="7" rx="1.5" />
        <path d={open ? 'M5 7V4.5a3 3 0 0 1 5.8-1' : 'M5 7V4.5a3 3 0 0 1 6 0V7'} />
      </g>
    </svg>
  );
}
