/**
 * The small picture of a row, blurred unless it is safe, with the button that shows it. It lies
 * over the row's own button and not in it: a button holds no button.
 */
import { useEffect, useState } from 'preact/hooks';
import { PictureIcon } from '../components/pictures';
import { strings } from '../strings';
import { canBeShown, identityOf, isBlurred, wordsOf } from './about-picture';
import type { Row } from './elements';
import type { PopupStore } from './store';

interface Props {
  row: Row;
  store: PopupStore;
  tabIndex: 0 | -1;
}

/** Undefined while it is asked for; null where there is none. */
function useThumbnail({ row, store }: Props): string | null | undefined {
  const { element, flag } = row;
  const { image } = element;
  const wanted = image !== null && canBeShown(element);
  const identity = image ? identityOf(image) : '';
  const judged = flag !== 'waiting';
  const [answer, setAnswer] = useState<{ identity: string; thumbnail: string | null } | null>(null);
  useEffect(() => {
    if (!wanted || !image) return;
    const shown = new AbortController();
    void store.thumbnails.of(image, judged, shown.signal).then((thumbnail) => {
      if (!shown.signal.aborted) setAnswer({ identity, thumbnail });
    });
    return () => shown.abort();
  }, [store, wanted, judged, identity, image?.thumbnail]);
  if (!wanted || !image) return null;
  // Without a blank in between where it is there already.
  const known = store.thumbnails.known(image);
  if (known !== undefined) return known;
  return answer?.identity === identity ? answer.thumbnail : undefined;
}

export function Picture(props: Props) {
  const { row, store, tabIndex } = props;
  const { element, flag } = row;
  const thumbnail = useThumbnail(props);
  const [broken, setBroken] = useState<string | null>(null);
  const { image } = element;
  if (!image) return null;
  const identity = identityOf(image);
  const asked = store.revealed.value.get(row.key) === identity;
  const visible = typeof thumbnail === 'string' && thumbnail !== broken;
  return (
    <div
      class="picture"
      data-picture={visible ? 'there' : thumbnail === undefined ? 'asked' : 'none'}
    >
      {visible && (
        <img
          class={isBlurred(flag) && !asked ? 'picture-image picture-blurred' : 'picture-image'}
          src={thumbnail}
          alt=""
          draggable={false}
          onError={() => setBroken(thumbnail)}
        />
      )}
      {!visible && thumbnail !== undefined && <PictureIcon />}
      {visible && isBlurred(flag) && (
        <button
          type="button"
          class={asked ? 'picture-show picture-shown' : 'picture-show'}
          tabIndex={tabIndex}
          aria-label={(asked ? strings.picture.hideThis : strings.picture.showThis)(
            (store.keepsCovered(row) ? null : wordsOf(element)?.words) ?? strings.picture.nameless,
          )}
          onClick={() => store.reveal(row, !asked)}
        >
          <span aria-hidden="true">{asked ? strings.picture.hide : strings.picture.show}</span>
        </button>
      )}
    </div>
  );
}
