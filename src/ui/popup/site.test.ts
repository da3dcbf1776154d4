import { describe, expect, it } from 'vitest';
import { shortSite, siteOfUrl } from './site';

describe('siteOfUrl', () => {
  it.each([
    ['https://example.com/a?b#c', 'example.com'],
    ['http://127.0.0.1:8080/', '127.0.0.1'],
    ['http://[::1]:8080/', '[::1]'],
    ['https://user:word@example.com./', 'example.com.'],
    ['https://ไทย.example/', 'xn--o3cw4h.example'],
    ['https://chrome.google.com/intl/en', 'chrome.google.com'],
  ])('%s is of %s', (url, site) => {
    expect(siteOfUrl(url)).toEqual({ site });
  });

  it.each([
    [null, 'unseen'],
    ['', 'unseen'],
    ['chrome://extensions/', 'browser-page'],
    ['about:blank', 'browser-page'],
    ['moz-extension://0-0/popup.html', 'browser-page'],
    ['https://chromewebstore.google.com/detail/x', 'store'],
    ['https://chrome.google.com/webstore/x', 'store'],
    ['https://addons.mozilla.org/', 'store'],
    ['file:///tmp/a.html', 'file'],
    ['data:text/html,a', 'no-site'],
    ['view-source:https://example.com/', 'no-site'],
    ['no address at all', 'no-site'],
  ])('%s is out of reach: %s', (url, why) => {
    expect(siteOfUrl(url)).toEqual({ site: null, why });
  });
});

it('a long host name loses its beginning and never its end', () => {
  const short = shortSite(`${'paypal.com.login.'.repeat(9)}evil.example`);
  expect(short.startsWith('…')).toBe(true);
  expect(short.endsWith('.evil.example')).toBe(true);
  expect(shortSite('example.com')).toBe('example.com');
});
