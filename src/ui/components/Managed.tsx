/** What an organisation's policy has set: shown as it is, and where it is locked it cannot be changed. */
import type { ComponentChildren } from 'preact';
import type { Lockable, PolicyView } from '../../core/lockable';
import { managedWords as words } from '../strings-managed';

export function ManagedNote({ locked }: { locked: boolean }) {
  return (
    <p class="managed-note">
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d="M3 14V3.5L8 1.5l5 2V14M1.5 14h13M6 6h0M10 6h0M6 9h0M10 9h0"
          fill="none"
          stroke="currentColor"
          stroke-width="1.5"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
      {locked ? words.locked : words.set}
    </p>
  );
}

interface Props {
  policy: PolicyView;
  name: Lockable;
  children: ComponentChildren;
}

/** Closed where the setting is locked; the note that says so stands elsewhere. */
export function ManagedFields({ policy, name, children }: Props) {
  if (!policy.locked.includes(name)) return <>{children}</>;
  return (
    <fieldset class="managed-fields" disabled aria-label={words.locked}>
      {children}
    </fieldset>
  );
}

export function Managed({ policy, name, children }: Props) {
  const locked = policy.locked.includes(name);
  if (!locked && !policy.set.includes(name)) return <>{children}</>;
  return (
    <div class="managed" data-managed={name}>
      <ManagedNote locked={locked} />
      <ManagedFields policy={policy} name={name}>
        {children}
      </ManagedFields>
    </div>
  );
}
