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

/** Where a small picture would be and none is to be had. */
export function PictureIcon() {
  return (
    <svg class="picture-icon" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <g
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
        stroke-linecap="round"
        stroke-linejoin="round"
      >
        <rect x="2" y="3.5" width="16" height="13" rx="2" />
        <path d="M2.5 14l4.5-4.5 3.5 3.5 2.5-2.5 4.5 4.5" />
        <circle cx="13.5" cy="7.5" r="1.2" />
      </g>
    </svg>
  );
}

export type Weather = 'calm' | 'off' | 'trouble';

const SEA = {
  calm: 'M2 30q6.5 5 13 0t13 0 13 0 13 0M8 40q6.5 5 13 0t13 0 13 0M2 50q6.5 5 13 0t13 0 13 0 13 0',
  trouble:
    'M2 26c6 0 7-12 13-12s5 9 12 9 6-14 13-14 6 12 14 14M8 40q6.5 8 13 0t13 0 13 0M2 50q6.5 5 13 0t13 0 13 0 13 0',
} as const;

/** A stretch of wall by the sea; the sea says how things are, the wall whether it stands. */
export function Seascape({ weather }: { weather: Weather }) {
  return (
    <svg class="panel-picture" width="120" height="56" viewBox="0 0 120 56" aria-hidden="true">
      <g
        fill="none"
        stroke="currentColor"
        stroke-width="1.75"
        stroke-linecap="round"
        stroke-linejoin="round"
      >
        <path
          d="M64 14h54v39H64zM64 27h54M64 40h54M82 14v13M100 14v13M73 27v13M91 27v13M109 27v13M82 40v13M100 40v13"
          opacity={weather === 'off' ? 0.35 : 1}
        />
        <path d={SEA[weather === 'trouble' ? 'trouble' : 'calm']} />
      </g>
    </svg>
  );
}
