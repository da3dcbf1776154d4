/** On whichever device: a sign is seen beside texts, and told with its address and its size. */
import * as v from 'valibot';
import { poll } from '../tools/browsers/page';
import { PageReport } from '../tools/screen/report';
import { screenPage } from '../tools/screen/screen';
import { expect, test } from './images/harness';

test('a sign is flagged, a calm picture is not, and texts beside them are as ever', async ({
  gallery,
  images,
}) => {
  const { origin, site } = images;
  const target = { name: 'sight', url: `${origin}/sight.html`, site };
  const { page, report } = await screenPage(gallery.driver, target, 180_000);
  await page.close();
  expect(v.parse(PageReport, report)).toEqual(report);
  const told = report.elements.map(({ lang: _lang, pUnsafe, ...rest }) => ({
    ...rest,
    isSure: pUnsafe !== null && Math.abs(pUnsafe - 0.5) > 0.2,
  }));
  const judged = { engine: 'local', reason: null, isSure: true };
  const size = { width: 192, height: 144 };
  const ofId = (id: string) => told.filter(({ selector }) => selector === id);
  expect(told).toHaveLength(4);
  expect(ofId('#sign')).toEqual([
    {
      ...{ kind: 'image', text: 'A sign at the pier', src: `${origin}/sign.png`, ...size },
      ...{ selector: '#sign', verdict: 'unsafe', ...judged },
    },
  ]);
  expect(ofId('#calm')).toEqual([
    {
      ...{ kind: 'image', text: 'Boats at the pier', src: `${origin}/calm.png`, ...size },
      ...{ selector: '#calm', verdict: 'safe', ...judged },
    },
  ]);
  expect(ofId('#title')).toMatchObject([{ kind: 'text', text: 'Two pictures', verdict: 'safe' }]);
  expect(ofId('#rope')).toMatchObject([{ kind: 'text', verdict: 'unsafe' }]);

  // What is flagged waits for a person, a picture with a small one of itself.
  const item = await poll(
    async () => {
      const filter = { kind: 'image', flag: 'unsafe', site } as const;
      const request = { type: 'review.page', filter, after: null, limit: 10 } as const;
      const { review } = await gallery.driver.ask(request);
      return review?.type === 'page' ? review.items[0] : undefined;
    },
    { what: 'the sign in the review' },
  );
  expect(item).toMatchObject({ snippet: 'A sign at the pier', address: `${origin}/sight.html` });
  const { review } = await gallery.driver.ask({ type: 'review.get', id: item.id });
  const thumbnail = review?.type === 'entry' ? review.thumbnail : null;
  expect(thumbnail?.length).toBeGreaterThan(100);
  expect(thumbnail?.length).toBeLessThan(45_000);
});
