/** Asks the browser to keep what is stored when it runs short of room. Needs a document. */
export function persistStorage(): void {
  // With the permission `unlimitedStorage` nobody is asked. Refused, what is stored may be cleared
  // one day, which the store notices and says.
  navigator.storage
    .persist()
    .catch((error) => console.debug('seawall: storage is not persistent', error));
}
