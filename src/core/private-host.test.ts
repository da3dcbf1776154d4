import { describe, expect, it } from 'vitest';
import { isPrivateHost } from './private-host';
import { siteOf } from './site';

const isPrivate = (host: string): boolean => {
  const site = siteOf(`http://${host}/`);
  if (site === null) throw new Error(`${host} is no site`);
  return isPrivateHost(site);
};

describe('of the person’s own machine or network is', () => {
  it.each([
    ...['localhost', 'localhost.', 'app.localhost', 'printer.local', 'nas.home.arpa'],
    ...['db.corp.internal', 'router', '127.0.0.1', '127.8.9.1', '0.0.0.0'],
    ...['10.0.0.1', '100.64.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255'],
    ...['192.168.1.1', '192.168.1.1.', '255.255.255.255', '2130706433', '0x7f.1', '0300.0250.1.1'],
    ...['[::1]', '[::]', '[fd00::1]', '[fe80::1]', '[fec0::1]', '[::ffff:127.0.0.1]'],
    '[::ffff:192.168.0.1]',
    '[64:ff9b::10.0.0.1]',
  ])('%s', (host) => expect(isPrivate(host)).toBe(true));
});

describe('of the web is', () => {
  it.each([
    ...['example.com', 'example.com.', 'localhost.example', 'local.example.org', '8.8.8.8'],
    ...['100.63.0.1', '100.128.0.1', '172.15.0.1', '172.32.0.1', '192.167.1.1', '169.253.1.1'],
    ...['[2001:db8::1]', '[2606:4700::1111]', '[::ffff:8.8.8.8]', '10.example.com'],
  ])('%s', (host) => expect(isPrivate(host)).toBe(false));
});
