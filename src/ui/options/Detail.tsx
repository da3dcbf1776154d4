/** How closely pictures are looked at: what each choice sees, and what it costs. */
import { useState } from 'preact/hooks';
import { ImageDetail } from '../../core/image';
import { Details } from '../components/controls';
import { strings } from '../strings';
import type { OptionsStore } from './store';
import { text } from './strings';

export function Detail({ store }: { store: OptionsStore }) {
  const stored = store.settings.value?.imageDetail;
  /** What has been picked and is on its way. */
  const [picked, pick] = useState<ImageDetail | null>(null);
  const [saved, setSaved] = useState(false);
  if (stored === undefined) return null;

  const save = async (detail: ImageDetail) => {
    pick(detail);
    setSaved(false);
    setSaved(await store.setDetail(detail));
    pick(null);
  };
  return (
    <section class="card" aria-labelledby="pictures">
      <h3 id="pictures">{text.detail.title}</h3>
      <fieldset class="choices" aria-describedby="detail-cost">
        <legend>{text.detail.question}</legend>
        {ImageDetail.options.map((detail) => (
          <label key={detail} class="choice">
            <input
              type="radio"
              name="detail"
              value={detail}
              checked={(picked ?? stored) === detail}
              aria-labelledby={`detail-name-${detail}`}
              aria-describedby={`detail-${detail}`}
              onChange={() => void save(detail)}
            />
            <span>
              <span class="choice-name" id={`detail-name-${detail}`}>
                {text.detail.choices[detail].name}
              </span>
              <span class="choice-line" id={`detail-${detail}`}>
                {text.detail.choices[detail].line}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <p class="cost" id="detail-cost">
        {text.detail.cost}
      </p>
      <p class="saved" role="status">
        {saved && text.detail.saved}
      </p>
      <Details label={strings.details}>{text.detail.tokens}</Details>
    </section>
  );
}
