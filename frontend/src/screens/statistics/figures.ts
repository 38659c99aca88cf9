/** The single figures of the screen: headline, change, the full list with its definitions. */
import type { PublishedTotals } from '$lib/api/published';
import type { Totals } from '$lib/api/statistics';
import type { Cell, DataTable } from '$lib/charts/model';
import { formatDuration, formatNumber, formatPercent } from '$lib/format';
import { m } from '$lib/paraglide/messages';

export const hours = (minutes: number) => minutes / 60;

/** Whole hours from ten on; below, a decimal still says something. */
export function hoursWords(minutes: number): string {
  return formatNumber(hours(minutes), hours(minutes) < 10 ? 1 : 0);
}

/** How a comparison is worded: with the period just before, with a year before. */
export interface ChangeWords {
  up: (facts: { share: string }) => string;
  down: (facts: { share: string }) => string;
  same: () => string;
  none: () => string;
}

const SINCE_PREVIOUS: ChangeWords = {
  up: m.stats_change_up,
  down: m.stats_change_down,
  same: m.stats_change_same,
  none: m.stats_change_none,
};

/** How a figure moved, in words; null when there is nothing to compare. */
export function changeWords(now: number, before: number, words = SINCE_PREVIOUS): string | null {
  if (before === 0) return now === 0 ? null : words.none();
  const share = Math.round((100 * (now - before)) / before);
  if (share === 0) return words.same();
  const text = formatPercent(Math.abs(share));
  return share > 0 ? words.up({ share: text }) : words.down({ share: text });
}

export interface Figure {
  name: string;
  value: string;
  /** For the file: the number itself, or the word of a masked one. */
  raw: Cell;
  definition: string;
}

/** Every figure, exact or protected: null where masked, and for a mean also where nothing was counted. */
type AnyTotals = PublishedTotals & { redirected?: number };

const figure = (
  name: () => string,
  raw: number | null,
  definition: () => string,
  words: (value: number) => string = formatNumber,
): Figure => ({
  name: name(),
  value: raw === null ? m.masked() : words(raw),
  raw: raw === null ? { hidden: m.masked() } : raw,
  definition: definition(),
});

/** `of`: how many there are to average. */
const mean = (
  name: () => string,
  raw: number | null,
  of: number | null,
  words: (value: number) => string,
  definition: () => string,
): Figure =>
  raw === null && of === 0
    ? { name: name(), value: '–', raw: null, definition: definition() }
    : figure(name, raw, definition, words);

const minutesWords = (minutes: number) => formatDuration(Math.round(minutes));

const hoursOrMasked = (minutes: number | null) => (minutes === null ? null : hours(minutes));
const oneDigit = (value: number) => formatNumber(value, 1);

export function figuresOf(totals: Totals | PublishedTotals): Figure[] {
  const t: AnyTotals = totals;
  return [
    figure(m.stats_name_sessions, t.sessions, m.stats_def_sessions),
    figure(m.stats_name_individual_sessions, t.individual_sessions, m.stats_def_individual_sessions),
    figure(m.stats_name_workshops, t.workshops, m.stats_def_workshops),
    figure(m.stats_name_participations, t.participations, m.stats_def_participations),
    figure(
      m.stats_name_individual_participations,
      t.individual_participations,
      m.stats_def_individual_participations,
    ),
    figure(
      m.stats_name_workshop_participations,
      t.workshop_participations,
      m.stats_def_workshop_participations,
    ),
    figure(m.stats_name_followed, t.followed, m.stats_def_followed),
    figure(m.stats_name_new_followed, t.new_followed, m.stats_def_new_followed),
    figure(m.stats_name_returning_followed, t.returning_followed, m.stats_def_returning_followed),
    figure(m.stats_name_anonymous, t.anonymous, m.stats_def_anonymous),
    figure(m.stats_name_anonymous_first, t.anonymous_first, m.stats_def_anonymous_first),
    figure(
      m.stats_name_hours_delivered,
      hoursOrMasked(t.minutes_delivered),
      m.stats_def_hours_delivered,
      oneDigit,
    ),
    figure(
      m.stats_name_hours_received,
      hoursOrMasked(t.minutes_received),
      m.stats_def_hours_received,
      oneDigit,
    ),
    mean(
      m.stats_name_mean_individual,
      t.mean_individual_min,
      t.individual_sessions,
      minutesWords,
      m.stats_def_mean_individual,
    ),
    mean(
      m.stats_name_mean_workshop,
      t.mean_workshop_min,
      t.workshops,
      minutesWords,
      m.stats_def_mean_workshop,
    ),
    mean(m.stats_name_mean_group, t.mean_group, t.workshops, oneDigit, m.stats_def_mean_group),
    ...(t.redirected === undefined
      ? []
      : [figure(m.stats_name_redirected, t.redirected, m.stats_def_redirected)]),
  ];
}

export function figuresFinding(totals: Totals | PublishedTotals): string {
  const individual = totals.mean_individual_min === null ? null : minutesWords(totals.mean_individual_min);
  const workshop = totals.mean_workshop_min === null ? null : minutesWords(totals.mean_workshop_min);
  if (individual !== null && workshop !== null) return m.stats_more_finding({ individual, workshop });
  if (individual !== null) return m.stats_more_finding_individual({ individual });
  if (workshop !== null) return m.stats_more_finding_workshop({ workshop });
  return totals.sessions === 0 ? m.stats_finding_none() : m.pub_finding_masked();
}

/** For the file: one line per figure, with its definition. */
export function figuresTable(figures: Figure[]): DataTable {
  return {
    columns: [
      { label: m.stats_figure() },
      { label: m.stats_value(), digits: 1 },
      { label: m.stats_definition() },
    ],
    rows: figures.map((figure) => [figure.name, figure.raw, figure.definition]),
  };
}
