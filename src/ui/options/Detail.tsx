/** How closely pictures are looked at: what each choice sees, and what it costs. */
import { useState } from 'preact/hooks';
import { ImageDetail } from '../../core/image';
import { Choices } from '../components/Choices';
import { Details } from '../components/controls';
import { strings } from '../strings';
import type { OptionsStore } from './store';
import { text } from './strings';

export function Detail({ store }: { store: OptionsStore }) {
  const stored = store.settings.value?.imageDetail;
  const [saved, setSaved] = useState(false);
  if (stored === undefined) return null;

  const save = async (detail: ImageDetail) => {
    setSaved(false);
    setSaved(await store.setDetail(detail));
  };
  return (
    <section class="card" aria-labelledby="pictures">
      <h3 id="pictures">{text.detail.title}</h3>
      <Choices
        name="detail"
        question={text.detail.question}
        choices={ImageDetail.options.map((value) => ({ value, ...text.detail.choices[value] }))}
        value={stored}
        onPick={save}
        about="detail-cost"
      />
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
