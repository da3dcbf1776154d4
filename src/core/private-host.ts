/**
 * Whether a site is of the person's own machine or network, and not of the web at large: a router, a
 * printer, a server at work. Browsers keep pages of the web away from these, or ask first; what an
 * extension fetches for a page they let through.
 *
 * A name of the web can lead there, too (its owner says where): only the browser could tell.
 */

/** Names that lead nowhere else, by RFC 6761, RFC 6762, RFC 8375 and ICANN's decision on `internal`. */
const NAMES = /(^|\.)(localhost|local|internal|home\.arpa)$/;

/** @param site as `siteOf` writes it */
export function isPrivateHost(site: string): boolean {
  const name = site.replace(/\.+$/, '');
  if (name.startsWith('[')) return isPrivateV6(name.slice(1, -1));
  if (/^\d+(\.\d+){3}$/.test(name)) return isPrivateV4(name.split('.').map(Number));
  // A name of one word is found by the network alone.
  return !name.includes('.') || NAMES.test(name);
}

function isPrivateV4([a = 0, b = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 100) return b >= 64 && b < 128;
  if (a === 169) return b === 254;
  if (a === 172) return b >= 16 && b < 32;
  return a === 192 && b === 168;
}

/** As `URL` writes it: in lower case, zeros left out. */
function isPrivateV6(address: string): boolean {
  const v4 = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (v4) {
    const [high, low] = [v4[1], v4[2]].map((part) => Number.parseInt(part ?? '', 16)) as [
      number,
      number,
    ];
    return isPrivateV4([high >> 8, high & 255, low >> 8, low & 255]);
  }
  if (address === '::' || address === '::1') return true;
  const first = Number.parseInt(address.split(':')[0] || '0', 16);
  // Unique local, link-local, and site-local as it was.
  return (first & 0xfe00) === 0xfc00 || (first & 0xff80) === 0xfe80;
}
