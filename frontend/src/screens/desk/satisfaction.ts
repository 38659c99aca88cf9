/** The questions about a workshop, as bars: what was asked is what is read. */
import type { Bar } from '$lib/charts/model';
import { formatNumber } from '$lib/format';
import { m } from '$lib/paraglide/messages';
import type { Satisfaction } from './api';

export interface Question {
  name: string;
  title: string;
  /** How many answered this one. */
  finding: string;
  bars: Bar[];
}

/** The most useful first, as it was asked; the answer counts 1, 2 … 5. */
const useful = () => [
  m.ws_opinion_useful_5(),
  m.ws_opinion_useful_4(),
  m.ws_opinion_useful_3(),
  m.ws_opinion_useful_2(),
  m.ws_opinion_useful_1(),
];
const pace = () => [m.ws_opinion_too_slow(), m.ws_opinion_right(), m.ws_opinion_too_fast()];
const redo = () => [m.ws_opinion_alone(), m.ws_opinion_with_help(), m.ws_opinion_not_yet()];

/** Who said nothing to a question is not counted in it; a question without an answer is left out. */
function question(name: string, title: string, labels: string[], counts: readonly number[]): Question[] {
  const count = counts.reduce((total, value) => total + value, 0);
  if (count === 0) return [];
  const bars = labels.map((label, at) => {
    const value = counts[at] ?? 0;
    return { key: String(at), label, values: [value], text: formatNumber(value) };
  });
  return [{ name, title, finding: m.desk_opinions_answers({ count }), bars }];
}

export function questionsOf(results: Satisfaction): Question[] {
  return [
    ...question('useful', m.ws_opinion_useful(), useful(), results.useful.toReversed()),
    ...question('pace', m.ws_opinion_pace(), pace(), results.pace),
    ...question('redo', m.ws_opinion_redo(), redo(), results.can_redo),
  ];
}
