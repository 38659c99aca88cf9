import { db } from './db';

/** Keeps a value for a start without network. A device that cannot keep anything works all the same, online. */
export async function remember(key: string, value: unknown) {
  await db().then(
    (store) => store.put('reference', value, key),
    () => undefined,
  );
}

export async function recall<T>(key: string): Promise<T | undefined> {
  const value = await db().then(
    (store) => store.get('reference', key),
    () => undefined,
  );
  return value as T | undefined;
}

export async function forget(key: string) {
  await db().then(
    (store) => store.delete('reference', key),
    () => undefined,
  );
}
