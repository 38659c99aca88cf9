/** The cards that open protected figures, with their changes. */
import type { EarlierTotals, PublishedView } from '$lib/api/published';
import type { Card } from '$lib/charts/model';
import { m } from '$lib/paraglide/messages';
import { changeWords, hours, hoursWords, type ChangeWords } from '../statistics/figures';
import { told } from './words';

const SINCE_YEAR: ChangeWords = {
  up: m.pub_year_up,
  down: m.pub_year_down,
  same: m.pub_year_same,
  none: m.pub_year_none,
};

type Measured = 'participations' | 'sessions' | 'followed' | 'minutes_delivered';

interface Comparison {
  earlier: EarlierTotals;
  words?: ChangeWords;
  masked: () => string;
}

/** Twelve months before twelve months are also the year before: told once. Nothing is compared with nothing. */
export function comparisons(view: PublishedView): Comparison[] {
  const [previous, year] = view.earlier;
  const counted = (earlier: EarlierTotals) => earlier.totals.sessions !== 0;
  const known: Comparison[] = [];
  const same = previous && year && previous.from === year.from && previous.to === year.to;
  if (previous && !same && counted(previous))
    known.push({ earlier: previous, masked: m.pub_previous_masked });
  if (year && counted(year)) known.push({ earlier: year, words: SINCE_YEAR, masked: m.pub_year_masked });
  return known;
}

function change(now: number | null, { earlier, words, masked }: Comparison, key: Measured): string | null {
  const before = earlier.totals[key];
  if (now === null) return null;
  if (before === null) return masked();
  return key === 'minutes_delivered'
    ? changeWords(hours(now), hours(before), words)
    : changeWords(now, before, words);
}

export function headlineCards(view: PublishedView): Card[] {
  const t = view.totals;
  const compared = comparisons(view);
  const months = view.families.find(({ code }) => code === 'by_month')?.lines ?? [];
  const line = (key: 'participations' | 'sessions') => {
    const values = months.flatMap((month) => month[key] ?? []);
    return values.length === months.length ? values : undefined;
  };
  /** A detail with a hole in it reads badly: it is masked as a whole. */
  const detail = (parts: (number | null)[], words: () => string) =>
    parts.includes(null) ? m.pub_detail_masked() : words();
  const card = (key: Measured, name: () => string, text: string, values?: number[]): Card => ({
    value: t[key] === null ? null : key === 'minutes_delivered' ? hoursWords(t[key]) : told(t[key]),
    name: name(),
    detail: text,
    changes: compared.map((comparison) => change(t[key], comparison, key)),
    line: values,
  });
  return [
    card(
      'participations',
      m.stats_participations,
      detail([t.individual_participations, t.workshop_participations], () =>
        m.stats_participations_detail({
          individual: told(t.individual_participations),
          workshop: told(t.workshop_participations),
        }),
      ),
      line('participations'),
    ),
    card(
      'sessions',
      m.stats_sessions,
      detail([t.individual_sessions, t.workshops], () =>
        m.stats_sessions_detail({ individual: told(t.individual_sessions), workshops: told(t.workshops) }),
      ),
      line('sessions'),
    ),
    card(
      'followed',
      m.stats_followed,
      detail([t.new_followed, t.returning_followed], () =>
        m.stats_followed_detail({ fresh: told(t.new_followed), returning: told(t.returning_followed) }),
      ),
    ),
    card(
      'minutes_delivered',
      m.stats_hours,
      detail([t.minutes_received], () =>
        m.stats_hours_detail({ hours: told(t.minutes_received, hoursWords) }),
      ),
    ),
  ];
}
