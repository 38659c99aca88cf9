/** One sentence per chart, computed from its rows: what a reader should keep from it. */
import { formatNumber, formatPercent } from '$lib/format';
import { m } from '$lib/paraglide/messages';

interface Moment {
  /** `en octobre 2026`, `la semaine du 5 octobre` … */
  when: string;
  value: number;
  partial: boolean;
}

interface Ranked {
  label: string;
  value: number;
  /** Percent; null where it is protected: the value stands for it. */
  share: number | null;
  /** « Non communiqué » and its like never come first in a sentence. */
  unknown: boolean;
}

const percent = formatPercent;

/** Highest and lowest period. Periods cut by the interval are left out as soon as two whole ones remain. */
export function timeFinding(moments: Moment[]): string {
  const whole = moments.filter((moment) => !moment.partial);
  const judged = whole.length >= 2 ? whole : moments;
  const [first] = judged;
  if (!first || judged.every((moment) => moment.value === 0)) return m.stats_finding_none();
  const high = judged.reduce((best, moment) => (moment.value > best.value ? moment : best), first);
  const low = judged.reduce((best, moment) => (moment.value < best.value ? moment : best), first);
  const highest = formatNumber(high.value);
  if (judged.length === 1) return m.stats_finding_only({ high: high.when, highest });
  if (high.value === low.value) return m.stats_finding_even({ highest });
  return m.stats_finding_peak({
    high: high.when,
    highest,
    low: low.when,
    lowest: formatNumber(low.value),
  });
}

export function weekdayFinding(days: { label: string; value: number }[]): string {
  const total = days.reduce((sum, day) => sum + day.value, 0);
  if (total === 0) return m.stats_finding_none();
  const busiest = days.reduce((best, day) => (day.value > best.value ? day : best));
  return m.stats_finding_weekday({
    day: busiest.label,
    value: formatNumber(busiest.value),
    share: percent((100 * busiest.value) / total),
  });
}

/** Who comes first among what is known; `people` words it for persons rather than participations. */
export function rankFinding(rows: Ranked[], { people = false } = {}): string {
  const told = rows.filter((row) => row.value > 0);
  if (told.length === 0) return m.stats_finding_none();
  const [first, second] = told.filter((row) => !row.unknown).sort((a, b) => b.value - a.value);
  if (!first) return m.stats_finding_unknown();
  if (!second) {
    const facts = { first: first.label, value: formatNumber(first.value) };
    return people ? m.stats_finding_people_only(facts) : m.stats_finding_first_only(facts);
  }
  if (first.share === null) {
    const facts = { first: first.label, second: second.label, value: formatNumber(first.value) };
    return first.value === second.value ? m.stats_finding_plain_equal(facts) : m.stats_finding_plain(facts);
  }
  const facts = { first: first.label, second: second.label, share: percent(first.share) };
  if (first.value === second.value) {
    return people ? m.stats_finding_people_equal(facts) : m.stats_finding_first_equal(facts);
  }
  return people ? m.stats_finding_people(facts) : m.stats_finding_first_two(facts);
}

const ELDEST = ['soixante_soixante_neuf', 'soixante_dix_plus'];

/** Age says more as a threshold than as the winner of seven bands. */
export function ageFinding(rows: { code: string; value: number; unknown: boolean }[]): string {
  const total = rows.reduce((sum, row) => sum + row.value, 0);
  if (total === 0) return m.stats_finding_none();
  if (rows.every((row) => row.unknown || row.value === 0)) return m.stats_finding_unknown();
  const eldest = rows.reduce((sum, row) => sum + (ELDEST.includes(row.code) ? row.value : 0), 0);
  return m.stats_finding_age({ share: percent((100 * eldest) / total) });
}
