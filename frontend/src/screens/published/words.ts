/** What is masked, in words: that it is, why, and how to see more. */
import type { PublishedLine, PublishedView, Reason } from '$lib/api/published';
import { formatInstant, formatNumber } from '$lib/format';
import { m } from '$lib/paraglide/messages';
import { spanWords } from '../statistics/words';

const reasons: Record<Reason, (k: number) => string> = {
  few: (k) => m.pub_why_few({ k: formatNumber(k) }),
  dominated: () => m.pub_why_dominated(),
  complement: () => m.pub_why_complement(),
};

export const why = (reason: Reason, k: number): string => reasons[reason](k);

/** A figure, or the word that stands for it. */
export const told = (value: number | null, words: (value: number) => string = formatNumber): string =>
  value === null ? m.masked() : words(value);

const ORDER: Reason[] = ['few', 'dominated', 'complement'];

/** « 3 lignes masquées : moins de 11 personnes, … », or nothing. */
export function maskedNote(lines: readonly PublishedLine[], k: number): string | undefined {
  const hidden = lines.flatMap((line) => line.hidden ?? []);
  if (hidden.length === 0) return undefined;
  const named = ORDER.filter((reason) => hidden.includes(reason)).map((reason) => why(reason, k));
  return m.pub_masked_lines({
    count: hidden.length,
    n: formatNumber(hidden.length),
    why: named.join(', '),
  });
}

/** First lines of every file: what the figures cover, and how they are protected. */
export function protectedContext(view: PublishedView, scope: string, filters: string[]): [string, string][] {
  return [
    [m.stats_file_scope(), scope],
    [m.stats_file_period(), spanWords(view)],
    [m.stats_file_filters(), filters.join(', ') || m.stats_file_no_filter()],
    [m.stats_file_calculated(), formatInstant(view.calculated_at)],
    [m.stats_file_version(), String(view.definitions_version)],
    [m.stats_file_protection(), m.pub_file_protection({ k: formatNumber(view.k) })],
  ];
}
