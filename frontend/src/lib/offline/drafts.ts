import { db } from './db';

/** A form being filled, kept on this device until it is sent or cleared. The key names the account and the form. */
export async function keepDraft(key: string, values: unknown) {
  await (await db()).put('drafts', { values, at: Date.now() }, key);
}

export async function findDraft<T>(key: string): Promise<T | undefined> {
  return (await (await db()).get('drafts', key))?.values as T | undefined;
}

export async function dropDraft(key: string) {
  await (await db()).delete('drafts', key);
}
