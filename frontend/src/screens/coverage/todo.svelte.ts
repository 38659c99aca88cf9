import { session } from '$lib/session.svelte';
import { listCosignatures, listReviews } from './api';

/**
 * How much waits for a decision. Reading the requests is a look at somebody's level, which that person sees: the
 * count is kept for a while instead of being read on each screen.
 */
class Todo {
  private count = $state<number | null>(null);
  private readAt = 0;
  private of = $state<string>();

  private static readonly FRESH_MS = 10 * 60_000;

  /** Null: not known. */
  get waiting(): number | null {
    return this.of === session.account?.id ? this.count : null;
  }

  async refresh() {
    const account = session.account?.id;
    if (this.of === account && Date.now() - this.readAt < Todo.FRESH_MS) return;
    const [cosignatures, reviews] = await Promise.all([
      session.has('coordinator') ? listCosignatures() : [],
      listReviews(),
    ]);
    if (session.account?.id === account) this.set(cosignatures.length + reviews.length);
  }

  set(count: number) {
    this.of = session.account?.id;
    this.count = count;
    this.readAt = Date.now();
  }
}

export const todo = new Todo();
