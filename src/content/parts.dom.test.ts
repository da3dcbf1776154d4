import { expect, test, vi } from 'vitest';
import type { FakeLink } from './testing/fake-link';
import { pause, screen } from './testing/page';

const told = ({ messages }: FakeLink) => messages.filter(({ type }) => type === 'frames').length;

test('a page without frames says nothing of them', async () => {
  const link = screen('<p>good one</p>');
  await link.settled();
  await pause(400);
  expect(told(link)).toBe(0);
});

test('frames are told of at once, later for the slow ones, and when they load again', async () => {
  const link = screen('<p>good one</p><iframe srcdoc="<p>inner"></iframe>');
  await vi.waitFor(() => expect(told(link)).toBe(1));
  await vi.waitFor(() => expect(told(link)).toBeGreaterThanOrEqual(2), 2_000);
  await pause(4_500);
  const before = told(link);
  expect(before).toBeLessThanOrEqual(4);
  const frame = document.querySelector('iframe');
  if (frame) frame.srcdoc = '<p>another';
  await vi.waitFor(() => expect(told(link)).toBe(before + 1));
}, 15_000);

test('a frame that comes later, in a shadow root, is told of', async () => {
  const link = screen('<p>good one</p>');
  await link.settled();
  const host = document.createElement('div');
  host.attachShadow({ mode: 'open' }).innerHTML = '<iframe srcdoc="<p>inner"></iframe>';
  document.body.append(host);
  await vi.waitFor(() => expect(told(link)).toBeGreaterThan(0), 2_000);
});

test('whoever listens after the background was killed is told again', async () => {
  const link = screen('<p>good one</p><iframe srcdoc="<p>inner"></iframe>');
  await link.settled();
  await pause(4_500);
  const before = told(link);
  link.port.die();
  link.openPopup();
  await vi.waitFor(() => expect(told(link)).toBe(before + 1));
}, 15_000);

test('the popup hears of other sites that a reader sees, by the markup', async () => {
  const src = 'http://video.invalid/embed';
  const link = screen(`<p>good one</p>
    <iframe src="${src}"></iframe><iframe src="${src}" hidden></iframe>
    <iframe src="${src}" width="1" height="1"></iframe>
    <iframe src="http://ads.invalid:81/x" style="visibility: hidden"></iframe>
    <embed src="http://maps.invalid/" type="text/html" width="200" height="200">
    <iframe src="/own"></iframe><iframe src="javascript:0"></iframe>
    <iframe src="${src}" srcdoc="<p>own"></iframe>
    <form><input name="localName"><iframe name="src" src="http://*.invalid/"></iframe></form>`);
  await link.settled();
  const { messages } = link.openPopup();
  await vi.waitFor(() => expect(messages[0]).toMatchObject({ type: 'page' }));
  expect(messages[0]).toMatchObject({
    site: location.hostname,
    parts: [
      { site: 'video.invalid', count: 1 },
      { site: 'maps.invalid', count: 1 },
    ],
  });
  for (const frame of document.querySelectorAll('iframe')) frame.remove();
  await vi.waitFor(() =>
    expect(messages.at(-1)).toMatchObject({ parts: [{ site: 'maps.invalid', count: 1 }] }),
  );
});
