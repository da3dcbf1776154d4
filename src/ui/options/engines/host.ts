/** Where content would go. */
import { isReadableOnTheWay } from '../../../core/engines';
import { siteOf } from '../../../core/site';

/** Whether a host is this machine itself. */
export const isHere = (host: string): boolean => /^(localhost|127\.[\d.]+|\[::1\])$/.test(host);

/** The host that others on the network can read along with; null where they cannot. */
export const readableHost = (address: string | null): string | null =>
  address !== null && URL.canParse(address) && isReadableOnTheWay(address) ? siteOf(address) : null;
