/** One state, told in one sentence, with at most one button. */
import type { ComponentChildren } from 'preact';
import { Seascape, type Weather } from './pictures';

interface Props {
  title: string;
  weather: Weather;
  /** Above something that needs the room more: no picture, and less air. */
  compact?: boolean;
  children?: ComponentChildren;
}

export function Panel({ title, weather, compact = false, children }: Props) {
  return (
    <section class={compact ? 'panel panel-compact' : 'panel'}>
      {!compact && <Seascape weather={weather} />}
      <h2>{title}</h2>
      {children}
    </section>
  );
}
