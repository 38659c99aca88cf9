import { request } from '$lib/api/client';
import { isProblem, type Problem } from '$lib/api/problem';
import { session } from '$lib/session.svelte';
import { db } from './db';
import { isSession, type OutboxEntry, type SessionEntry, type ViewOf } from './entry';
import { flush, type Flushed } from './flush';

/** What a person learns of what they have just saved. `view` is null when another tab has sent it. */
export type Delivery<Entry extends OutboxEntry = SessionEntry> =
  { kind: 'sent'; view: ViewOf<Entry> | null } | { kind: 'kept' } | { kind: 'refused'; problem: Problem };

const PATIENCE_MS = 6_000;
const TIMER_MS = 30_000;

/** What the present account has saved and the server has not confirmed yet. */
class Outbox {
  entries = $state.raw<OutboxEntry[]>([]);
  sending = $state(false);
  online = $state(navigator.onLine);

  waiting = $derived(this.entries.filter((entry) => entry.state === 'waiting'));
  toFix = $derived(this.entries.filter((entry) => entry.state === 'to_fix'));

  private channel = new BroadcastChannel('coopair-outbox');

  /** Listens to all that makes it worth trying again. */
  start() {
    this.channel.onmessage = () => void this.read();
    addEventListener('online', () => this.setOnline(true));
    addEventListener('offline', () => this.setOnline(false));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.flush();
    });
    navigator.serviceWorker?.addEventListener('message', (event) => {
      if (event.data === 'flush') void this.flush({ force: true });
    });
    setInterval(() => void this.flush(), TIMER_MS);
  }

  private setOnline(online: boolean) {
    this.online = online;
    if (online) void this.flush({ force: true });
  }

  /** Reads the entries of the account that is signed in: nobody sees those of another. */
  async read() {
    const account = session.account?.id;
    const all = account ? await (await db()).getAll('outbox') : [];
    this.entries = all
      .filter((entry) => entry.account_id === account)
      .sort((a, b) => a.created_at - b.created_at);
  }

  async find(id: string): Promise<OutboxEntry | undefined> {
    const entry = await (await db()).get('outbox', id);
    return entry?.account_id === session.account?.id ? entry : undefined;
  }

  /** Keeps an entry on the device first, then tries to send it; answers within a few seconds. */
  async send<Entry extends OutboxEntry>(entry: Entry): Promise<Delivery<Entry>> {
    await (await db()).put('outbox', entry);
    await this.changed();
    const tried = this.flush({ force: true }).then(async (result): Promise<Delivery<Entry>> => {
      const view = result.sent.get(entry.id) as ViewOf<Entry> | undefined;
      if (view !== undefined) return { kind: 'sent', view };
      const problem = result.refused.get(entry.id);
      // A flush of another tab may have taken it meanwhile.
      if (!problem) return (await this.find(entry.id)) ? { kind: 'kept' } : { kind: 'sent', view: null };
      return { kind: 'refused', problem };
    });
    const patience = new Promise<Delivery<Entry>>((done) =>
      setTimeout(() => done({ kind: 'kept' }), PATIENCE_MS),
    );
    return Promise.race([tried, patience]);
  }

  async remove(id: string) {
    await (await db()).delete('outbox', id);
    await this.changed();
  }

  /** Undoes a session that has not been confirmed: it may have reached the server all the same. */
  async cancel(id: string) {
    const entry = await this.find(id);
    if (!entry || !isSession(entry)) return;
    if (entry.attempts === 0) return this.remove(id);
    await (await db()).put('outbox', { ...entry, action: 'cancel', state: 'waiting' });
    await this.changed();
    void this.flush({ force: true });
  }

  async flush({ force = false } = {}) {
    const nothing: Flushed = { sent: new Map(), refused: new Map() };
    const account = session.account?.id;
    if (!account) return nothing;
    this.sending = true;
    try {
      return await flush(account, request, { force });
    } catch (error) {
      if (!isProblem(error)) throw error;
      return nothing;
    } finally {
      this.sending = false;
      await this.changed();
      if (this.waiting.length > 0) void this.askForBackgroundSync();
    }
  }

  private async changed() {
    await this.read();
    this.channel.postMessage('changed');
  }

  /** Where the browser has it, the service worker sends even when no page is open. */
  private async askForBackgroundSync() {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    const registration = (await navigator.serviceWorker.ready) as ServiceWorkerRegistration & {
      sync?: { register(tag: string): Promise<void> };
    };
    await registration.sync?.register('coopair-outbox').catch(() => undefined);
  }
}

export const outbox = new Outbox();
