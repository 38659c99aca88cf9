import type { List } from '$lib/api/types';

/** A list read page by page, with a cursor. */
export class PagedList<T> {
  items = $state.raw<T[]>([]);
  total = $state<number | null>(null);
  more = $state(false);
  busy = $state(false);
  /** The first page has been read at least once. */
  ready = $state(false);
  error = $state.raw<unknown>(null);
  private cursor: string | null = null;
  private reading = 0;

  constructor(private readonly page: (cursor: string | null) => Promise<List<T>>) {}

  /** Reads the first page (again). An answer that comes after a newer question is dropped. */
  async load() {
    await this.read(null);
  }

  async loadMore() {
    if (this.cursor && !this.busy) await this.read(this.cursor);
  }

  private async read(cursor: string | null) {
    const mine = ++this.reading;
    this.busy = true;
    this.error = null;
    try {
      const { items, next_cursor, total } = await this.page(cursor);
      if (mine !== this.reading) return;
      this.items = cursor === null ? items : [...this.items, ...items];
      if (cursor === null || total !== null) this.total = total;
      this.cursor = next_cursor;
      this.more = next_cursor !== null;
      this.ready = true;
    } catch (error) {
      if (mine === this.reading) this.error = error;
    } finally {
      if (mine === this.reading) this.busy = false;
    }
  }
}
