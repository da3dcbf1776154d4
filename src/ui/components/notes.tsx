/** What is told beside the page's own content: troubles to everybody, turning points to the ear. */
import { useEffect, useState } from 'preact/hooks';
import { strings } from '../strings';
import { Details } from './controls';

/** Something that did not work, told once and gone with the next action. */
export interface Trouble {
  sentence: string;
  details: string | null;
}

export function TroubleNote(props: { trouble: Trouble | null; onDismiss: () => void }) {
  const { trouble, onDismiss } = props;
  return (
    <div role="alert">
      {trouble && (
        <div class="note note-trouble">
          <div>
            {trouble.sentence}
            {trouble.details && <Details label={strings.details}>{trouble.details}</Details>}
          </div>
          <button type="button" class="note-close" aria-label={strings.dismiss} onClick={onDismiss}>
            <span aria-hidden="true">✕</span>
          </button>
        </div>
      )}
    </div>
  );
}

/** A turning point is told once it has lasted this long. */
const ANNOUNCE_AFTER_MS = 900;

export function LiveRegion({ text }: { text: string }) {
  const [said, say] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => say(text), ANNOUNCE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="visually-hidden" role="status">
      {said}
    </div>
  );
}
