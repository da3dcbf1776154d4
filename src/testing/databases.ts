/** Whole databases of IndexedDB as JSON and back: what a release has stored, kept as a file. */
import * as v from 'valibot';

const Path = v.nullable(v.union([v.string(), v.array(v.string())]));

const StoreDump = v.object({
  name: v.string(),
  keyPath: Path,
  autoIncrement: v.boolean(),
  indexes: v.array(
    v.object({ name: v.string(), keyPath: Path, unique: v.boolean(), multiEntry: v.boolean() }),
  ),
  rows: v.array(v.object({ key: v.unknown(), value: v.unknown() })),
});

export const DatabaseDump = v.object({
  name: v.string(),
  /** As the browser has it. */
  version: v.number(),
  stores: v.array(StoreDump),
});
export type DatabaseDump = v.InferOutput<typeof DatabaseDump>;

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

const names = (list: DOMStringList): string[] => Array.from(list).sort();

export async function dumpDatabase(name: string): Promise<DatabaseDump> {
  const db = await asked(indexedDB.open(name));
  const stores: DatabaseDump['stores'] = [];
  for (const each of names(db.objectStoreNames)) {
    const store = db.transaction(each).objectStore(each);
    const [keys, values] = [await asked(store.getAllKeys()), await asked(store.getAll())];
    stores.push({
      name: each,
      keyPath: store.keyPath,
      autoIncrement: store.autoIncrement,
      indexes: names(store.indexNames).map((index) => {
        const { name: of, keyPath, unique, multiEntry } = store.index(index);
        return { name: of, keyPath, unique, multiEntry };
      }),
      rows: keys.map((key, i) => ({ key, value: plain(values[i]) })),
    });
  }
  const { version } = db;
  db.close();
  return { name, version, stores };
}

/** Writes it as it was, with no code of ours. There must be no such database yet. */
export async function loadDatabase({ name, version, stores }: DatabaseDump): Promise<void> {
  const opening = indexedDB.open(name, version);
  opening.onupgradeneeded = () => {
    for (const { name: of, keyPath, autoIncrement, indexes, rows } of stores) {
      const store = opening.result.createObjectStore(of, { keyPath, autoIncrement });
      for (const index of indexes) {
        if (index.keyPath !== null) store.createIndex(index.name, index.keyPath, index);
      }
      for (const { key, value } of rows) {
        if (keyPath === null) store.put(lively(value), key as IDBValidKey);
        else store.put(lively(value));
      }
    }
  };
  (await asked(opening)).close();
}

const BYTES = '$bytes';

/** JSON has no bytes. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { [BYTES]: Array.from(value) };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

function lively(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lively);
  if (typeof value !== 'object' || value === null) return value;
  const bytes = Reflect.get(value, BYTES);
  if (Array.isArray(bytes)) return Uint8Array.from(bytes);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, lively(each)]));
}
