/** Phrases that a reader reads and a filter would not: found, and shown as the page writes them. */
import { expect, flagIn, test } from './harness';

test('disguised phrases and Zawgyi are flagged, and shown as they stand on the page', async ({
  seawall,
}) => {
  const page = await seawall.visit('disguises.html');
  const snapshot = await seawall.settled(page, ({ elements }) => elements.length === 8);
  const unsafe = [
    'Other letters: ѕhut uр уоu іdіоt',
    'Hidden signs: ju\u200bst k\u00adill you\u200drse\u200blf',
    'Digits and a long breath: che4p m3th for saaale',
    'ေဈးထဲမွာ မင္းကို သတ္ပစ္မယ္',
    'စျေးထဲမှာ မင်းကို သတ်ပစ်မယ်',
  ];
  for (const text of unsafe) expect(flagIn(snapshot, text), text).toBe('unsafe');
  expect(flagIn(snapshot, 'thank you for the rope')).toBe('safe');
  expect(flagIn(snapshot, 'ေက်းဇူးတင္ပါတယ္')).toBe('safe');
  expect(snapshot.counts.unsafe).toBe(unsafe.length);

  const popup = await seawall.popup(page);
  await popup.waitFor(
    'the page’s own words in the popup',
    (texts) => texts.every((text) => document.body.textContent?.includes(text)),
    unsafe,
  );
});
