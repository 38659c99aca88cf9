import type { DayCount, WorkshopSummary } from '$lib/api/workshops';
import { shiftDay } from '$lib/format';
import { countDays, listWorkshops, type Question } from './api';

/** What the calendar shows of its days: every workshop, or how many there are when there are too many. */
export class Calendar {
  items = $state.raw<WorkshopSummary[]>([]);
  counts = $state.raw<DayCount[]>([]);
  /** Every workshop of these days is in `items`. */
  whole = $state(true);
  ready = $state(false);
  busy = $state(false);
  error = $state.raw<unknown>(null);
  /** The next day with a workshop, when these days have none. */
  next = $state<string | null>(null);
  private reading = 0;

  /** An answer that comes after a newer question is dropped. */
  async load(question: Question) {
    const mine = ++this.reading;
    this.busy = true;
    this.error = null;
    try {
      const { items, more } = await listWorkshops(question);
      const counts = more ? await countDays(question) : countOf(items);
      const next = items.length === 0 ? await nextAfter(question) : null;
      if (mine !== this.reading) return;
      this.items = items;
      this.counts = counts;
      this.whole = !more;
      this.next = next;
      this.ready = true;
    } catch (error) {
      if (mine === this.reading) this.error = error;
    } finally {
      if (mine === this.reading) this.busy = false;
    }
  }

  of(day: string): WorkshopSummary[] {
    return this.items.filter(({ date }) => date === day);
  }

  countOf(day: string): DayCount {
    const found = this.counts.find(({ date }) => date === day);
    return found ?? { date: day, workshops: 0, with_free_seats: 0 };
  }
}

function countOf(items: readonly WorkshopSummary[]): DayCount[] {
  // A scratch map, never shown: it needs no reactivity.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  const counts = new Map<string, DayCount>();
  for (const { date, seats_free } of items) {
    const count = counts.get(date) ?? { date, workshops: 0, with_free_seats: 0 };
    count.workshops += 1;
    if (seats_free > 0) count.with_free_seats += 1;
    counts.set(date, count);
  }
  return [...counts.values()];
}

async function nextAfter(question: Question): Promise<string | null> {
  const from = shiftDay(question.to, 1);
  const { items } = await listWorkshops({ ...question, from, to: shiftDay(from, 365) }, 1);
  return items[0]?.date ?? null;
}
