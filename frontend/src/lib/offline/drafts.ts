import { db } from './db';

/** A form being filled, kept on this device until it is sent or cleared. The key names the account and the form. */
export async function keepDraft(key: string, values: unknown) {
  await (await db()).put('drafts', { values, at: Date.now() }, key);
}

export async function findDraft<T>(key: string): Promise<T | undefined> {
  return (await (await db()).get('drafts', key))?.values as T | undefined;
}

/** Drops the drafts whose key starts so and that were last kept before an instant. */
export async function dropOldDrafts(prefix: string, before: number) {
  const store = await db();
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  for (const key of await store.getAllKeys('drafts', range)) {
    const draft = await store.get('drafts', key);
    if (draft && draft.at < before) await store.delete('drafts', key);
  }
}

export async function dropDraft(key: string) {
  await (await db()).delete('drafts', key);
}
