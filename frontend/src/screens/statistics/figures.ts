/** The single figures of the screen: headline, change, the full list with its definitions. */
import type { Totals } from '$lib/api/statistics';
import type { DataTable } from '$lib/charts/model';
import { formatDuration, formatNumber, formatPercent } from '$lib/format';
import { m } from '$lib/paraglide/messages';

export const hours = (minutes: number) => minutes / 60;

/** Whole hours from ten on; below, a decimal still says something. */
export function hoursWords(minutes: number): string {
  return formatNumber(hours(minutes), hours(minutes) < 10 ? 1 : 0);
}

/** How a figure moved, in words; null when there is nothing to compare. */
export function changeWords(now: number, before: number): string | null {
  if (before === 0) return now === 0 ? null : m.stats_change_none();
  const share = Math.round((100 * (now - before)) / before);
  if (share === 0) return m.stats_change_same();
  const text = formatPercent(Math.abs(share));
  return share > 0 ? m.stats_change_up({ share: text }) : m.stats_change_down({ share: text });
}

export interface Figure {
  name: string;
  value: string;
  /** For the file: the number itself. */
  raw: number | null;
  definition: string;
}

const count = (name: () => string, raw: number, definition: () => string): Figure => ({
  name: name(),
  value: formatNumber(raw),
  raw,
  definition: definition(),
});

const mean = (
  name: () => string,
  raw: number | null,
  words: (value: number) => string,
  definition: () => string,
): Figure => ({
  name: name(),
  value: raw === null ? '–' : words(raw),
  raw,
  definition: definition(),
});

const minutesWords = (minutes: number) => formatDuration(Math.round(minutes));

export function figuresOf(totals: Totals): Figure[] {
  const t = totals;
  return [
    count(m.stats_name_sessions, t.sessions, m.stats_def_sessions),
    count(m.stats_name_individual_sessions, t.individual_sessions, m.stats_def_individual_sessions),
    count(m.stats_name_workshops, t.workshops, m.stats_def_workshops),
    count(m.stats_name_participations, t.participations, m.stats_def_participations),
    count(
      m.stats_name_individual_participations,
      t.individual_participations,
      m.stats_def_individual_participations,
    ),
    count(
      m.stats_name_workshop_participations,
      t.workshop_participations,
      m.stats_def_workshop_participations,
    ),
    count(m.stats_name_followed, t.followed, m.stats_def_followed),
    count(m.stats_name_new_followed, t.new_followed, m.stats_def_new_followed),
    count(m.stats_name_returning_followed, t.returning_followed, m.stats_def_returning_followed),
    count(m.stats_name_anonymous, t.anonymous, m.stats_def_anonymous),
    count(m.stats_name_anonymous_first, t.anonymous_first, m.stats_def_anonymous_first),
    mean(
      m.stats_name_hours_delivered,
      hours(t.minutes_delivered),
      (value) => formatNumber(value, 1),
      m.stats_def_hours_delivered,
    ),
    mean(
      m.stats_name_hours_received,
      hours(t.minutes_received),
      (value) => formatNumber(value, 1),
      m.stats_def_hours_received,
    ),
    mean(m.stats_name_mean_individual, t.mean_individual_min, minutesWords, m.stats_def_mean_individual),
    mean(m.stats_name_mean_workshop, t.mean_workshop_min, minutesWords, m.stats_def_mean_workshop),
    mean(m.stats_name_mean_group, t.mean_group, (value) => formatNumber(value, 1), m.stats_def_mean_group),
    count(m.stats_name_redirected, t.redirected, m.stats_def_redirected),
  ];
}

export function figuresFinding(totals: Totals): string {
  const individual = totals.mean_individual_min === null ? null : minutesWords(totals.mean_individual_min);
  const workshop = totals.mean_workshop_min === null ? null : minutesWords(totals.mean_workshop_min);
  if (individual !== null && workshop !== null) return m.stats_more_finding({ individual, workshop });
  if (individual !== null) return m.stats_more_finding_individual({ individual });
  return workshop === null ? m.stats_finding_none() : m.stats_more_finding_workshop({ workshop });
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
