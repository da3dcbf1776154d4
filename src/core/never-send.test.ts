import { describe, expect, test } from 'vitest';
import { NEVER_SEND, neverSendEntry } from './never-send';
import { isSite } from './site';

const none = { added: [], removed: [] };
const all = NEVER_SEND.flatMap(({ sites }) => sites);

describe('the list', () => {
  test('has four groups, each with what it is for', () => {
    expect(NEVER_SEND.map(({ group }) => group)).toEqual(['mail', 'banks', 'health', 'government']);
    for (const { sites } of NEVER_SEND) expect(sites.length).toBeGreaterThan(50);
  });

  test('holds sites as we write them, each once, and none below another', () => {
    expect(all.filter((site) => !isSite(site) || site !== site.toLowerCase())).toEqual([]);
    expect(all.filter((site, at) => all.indexOf(site) !== at)).toEqual([]);
    const below = (site: string) => all.some((other) => site.endsWith(`.${other}`));
    expect(all.filter(below)).toEqual([]);
    expect(all.filter((site) => site.startsWith('www.'))).toEqual([]);
  });

  test('holds nothing under which everybody may have a site', () => {
    const suffix =
      /^(ac|bank|biz|co|com|edu|fin|go|gob|gov|govt|mil|my|net|nhs|or|org|web)\.[a-z]{2}$/;
    expect(all.filter((site) => !site.includes('.') || suffix.test(site))).toEqual([]);
  });

  test.each(
    (
      'google.com yahoo.com live.com office.com microsoft.com facebook.com line.me qq.com naver.com ' +
      'zoho.com apple.com amazon.com gov.sg gov.uk wikipedia.org example.com 127.0.0.1 localhost ' +
      'www.google.com news.yahoo.com docs.stripe.com'
    ).split(' '),
  )('leaves %s alone', (site) => {
    expect(neverSendEntry(site, none)).toBeNull();
  });

  test.each([
    ['mail.google.com', 'mail.google.com'],
    ['www.klikbca.com', 'klikbca.com'],
    ['ibank.klikbca.com', 'klikbca.com'],
    ['www.maybank2u.com.my', 'maybank2u.com.my'],
    ['internet-banking.dbs.com.sg', 'dbs.com.sg'],
    ['www.bibd.com.bn', 'bibd.com.bn'],
    ['online.bpi.com.ph', 'bpi.com.ph'],
    ['online.kasikornbank.com', 'kasikornbank.com'],
    ['vcbdigibank.vietcombank.com.vn', 'vietcombank.com.vn'],
    ['www.kbzpay.com', 'kbzpay.com'],
    ['netbanking.hdfcbank.com', 'hdfcbank.com'],
    ['www.sampathvishwa.com', 'sampathvishwa.com'],
    ['www.paypal.com', 'paypal.com'],
    ['daftar.bpjs-kesehatan.go.id', 'bpjs-kesehatan.go.id'],
    ['eservices.healthhub.sg', 'healthhub.sg'],
    ['memberinquiry.philhealth.gov.ph', 'philhealth.gov.ph'],
    ['login.singpass.gov.sg', 'singpass.gov.sg'],
    ['mytax.hasil.gov.my', 'hasil.gov.my'],
    ['coretaxdjp.pajak.go.id', 'pajak.go.id'],
    ['member.sss.gov.ph', 'sss.gov.ph'],
    ['imauth.bora.dopa.go.th', 'bora.dopa.go.th'],
    ['dichvucong.gov.vn', 'dichvucong.gov.vn'],
    ['myaadhaar.uidai.gov.in', 'uidai.gov.in'],
  ])('covers %s', (site, entry) => {
    expect(neverSendEntry(site, none)).toBe(entry);
  });
});

describe('an entry', () => {
  const added = (...sites: string[]) => ({ added: sites, removed: [] });

  test('covers what is below it, at a dot only', () => {
    const edits = added('example.com');
    expect(neverSendEntry('example.com', edits)).toBe('example.com');
    expect(neverSendEntry('a.b.example.com', edits)).toBe('example.com');
    expect(neverSendEntry('notexample.com', edits)).toBeNull();
    expect(neverSendEntry('example.com.evil.test', edits)).toBeNull();
    expect(neverSendEntry('com', edits)).toBeNull();
  });

  test('covers the same name with a dot at its end', () => {
    expect(neverSendEntry('mail.google.com.', none)).toBe('mail.google.com');
    expect(neverSendEntry('a.example.com', added('example.com.'))).toBe('example.com.');
  });

  test('is the closest of several', () => {
    expect(neverSendEntry('a.b.example.com', added('example.com', 'b.example.com'))).toBe(
      'b.example.com',
    );
  });

  test('that is an address covers that address alone', () => {
    const edits = added('10.0.0.1', '0.1', '[::1]');
    expect(neverSendEntry('10.0.0.1', edits)).toBe('10.0.0.1');
    expect(neverSendEntry('127.0.0.1', edits)).toBeNull();
    expect(neverSendEntry('[::1]', edits)).toBe('[::1]');
    expect(neverSendEntry('[::2]', edits)).toBeNull();
  });

  test('of ours that was taken off covers nothing, unless it is added again', () => {
    const removed = ['paypal.com'];
    expect(neverSendEntry('www.paypal.com', { added: [], removed })).toBeNull();
    expect(neverSendEntry('wise.com', { added: [], removed })).toBe('wise.com');
    expect(neverSendEntry('www.paypal.com', { added: ['paypal.com'], removed })).toBe('paypal.com');
    expect(neverSendEntry('www.paypal.com', { added: ['www.paypal.com'], removed })).toBe(
      'www.paypal.com',
    );
  });
});
