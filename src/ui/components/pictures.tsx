/** Seawall's own drawings: decoration beside sentences, never the only one to say a thing. */

/** The mark: a wall with the sea before it. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg class="logo" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <path
        d="M5 6.5h14M5 6.5v4.5h14V6.5M12 6.5V11M8.5 11v0M15.5 11v0"
        fill="none"
        stroke="var(--on-accent)"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      <path
        d="M4.5 15c1.9 0 1.9 1.3 3.75 1.3S10.1 15 12 15s1.9 1.3 3.75 1.3S17.6 15 19.5 15M7 19c1.4 0 1.4 1 2.5 1s1.1-1 2.5-1 1.4 1 2.5 1 1.1-1 2.5-1"
        fill="none"
        stroke="var(--on-accent)"
        stroke-width="1.6"
        stroke-linecap="round"
      />
    </svg>
  );
}

export type Weather = 'calm' | 'off' | 'trouble';

/** A stretch of wall by the sea; the sea says how things are. */
export function Seascape({ weather }: { weather: Weather }) {
  return (
    <svg class="panel-picture" width="112" height="48" viewBox="0 0 112 48" aria-hidden="true">
      <g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">
        <g stroke-linejoin="round" stroke-dasharray={weather === 'off' ? '1 5' : undefined}>
          <path d="M66 8h44v12H66zM66 20h44v12H66z" />
          <path d="M88 8v12M77 20v12M99 20v12" />
        </g>
        {weather === 'trouble' ? (
          <path d="M2 28c8 0 9-12 17-12s6 10 14 10 8-12 16-12 5 11 12 12" />
        ) : (
          <path d="M2 24c5.5 0 5.5 4 11 4s5.5-4 11-4 5.5 4 11 4 5.5-4 11-4 5.5 4 11 4" />
        )}
        <path
          d="M2 40c5.5 0 5.5 4 11 4s5.5-4 11-4 5.5 4 11 4 5.5-4 11-4 5.5 4 11 4 5.5-4 11-4 5.5 4 11 4 5.5-4 11-4"
          opacity=".55"
        />
      </g>
    </svg>
  );
}
