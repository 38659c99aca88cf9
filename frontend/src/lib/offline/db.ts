import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { OutboxEntry } from './entry';

interface Schema extends DBSchema {
  /** What the server has not confirmed yet; the key is the record's id. */
  outbox: { key: string; value: OutboxEntry };
  /** Forms being filled, by account and form. */
  drafts: { key: string; value: { values: unknown; at: number } };
  /** What the application needs to start without network. */
  reference: { key: string; value: unknown };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

export function db() {
  opened ??= openDB<Schema>('coopair', 1, {
    upgrade(database) {
      database.createObjectStore('outbox', { keyPath: 'id' });
      database.createObjectStore('drafts');
      database.createObjectStore('reference');
    },
    // Another page (or the service worker) waits for a new version: make room, open again when needed.
    blocking(_current, _wanted, event) {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated() {
      opened = null;
    },
  });
  return opened;
}
