import { db } from './db';

/** Keeps a value for a start without network. */
export async function remember(key: string, value: unknown) {
  await (await db()).put('reference', value, key);
}

export async function recall<T>(key: string): Promise<T | undefined> {
  return (await (await db()).get('reference', key)) as T | undefined;
}

export async function forget(key: string) {
  await (await db()).delete('reference', key);
}
