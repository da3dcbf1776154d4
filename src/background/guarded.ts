/** Which of the requests of extension pages are refused while the lock is closed. */
import type { Guarded } from '../core/lock/lock';
import type { UiRequest } from '../platform/messages';

/** Every request is named here: null where it only asks, or goes on with what was allowed before. */
const GUARDED_AS: Record<UiRequest['type'], Guarded | null> = {
  'site.get': null,
  // Says what may come of the browser's question; the lock is asked when it does.
  'site.wanted': null,
  'site.set': 'sites',
  'guard.get': null,
  'guard.choose': 'settings',
  'guard.retry': null,
  'guard.idle': 'settings',
  'guard.detail': 'settings',
  'image.thumbnail': null,
  'pace.get': null,
  'pace.set': 'settings',
  'preferences.get': null,
  'preferences.set': 'settings',
  'protection.get': null,
  'protection.set': 'settings',
  // The PIN comes with it.
  reveal: null,
  'reveal.may': 'reveal',
  'store.get': null,
  // A guard that is installed may come into use, and one that is removed goes out of it.
  'store.install': 'settings',
  'store.pause': 'settings',
  'store.resume': null,
  'store.cancel': 'settings',
  'store.verify': null,
  'store.remove': 'settings',
  'engines.get': null,
  'engines.order': 'settings',
  'engines.server': 'settings',
  'engines.hosted': 'settings',
  'engines.key': 'settings',
  'engines.site': 'settings',
  'engines.siteOrder': 'settings',
  'engines.neverSend': 'settings',
  'engines.test': null,
  // The guard is asked about texts of our own pages, and nothing changes.
  'sample.judge': null,
  // For whoever set the lock up: it names sites.
  'summary.get': 'settings',
  // Entries show what was flagged, and where a person has been.
  'review.page': 'reveal',
  'review.count': 'reveal',
  'review.names': 'reveal',
  'review.get': 'reveal',
  'review.report': 'reveal',
  'review.picture': 'reveal',
  'review.export': 'reveal',
  // What is overturned is shown from then on, everywhere.
  'review.decide': 'settings',
  'review.decideTogether': 'settings',
  'review.undo': 'settings',
  'review.import': 'settings',
  'review.forget': 'history',
  'review.forgetSite': 'history',
  'review.forgetAll': 'history',
  // The lock has its own rules for these.
  'lock.get': null,
  'lock.setUp': null,
  'lock.unlock': null,
  'lock.lock': null,
  'lock.recover': null,
  'lock.change': null,
  'lock.newCode': null,
  'lock.remove': null,
  'lock.schedule': null,
  'backup.get': null,
  'backup.export': null,
  'backup.preview': null,
  'backup.restore': 'settings',
  'backup.undo': 'settings',
  'diagnostics.get': null,
};

export const guardedAs = ({ type }: UiRequest): Guarded | null => GUARDED_AS[type];
