/** The report of a Pix import in words. */
import type { Answer, Input } from '$lib/api/answer';
import { formatList, formatNumber } from '$lib/format';
import { m } from '$lib/paraglide/messages';

export type PixReport = Answer<'PixImportReport'>;
type Lines = Answer<'Lines'>;
type Kind = Input<'PixKind'>;

/** Line numbers told one by one; past that, only how many more. */
const TOLD = 24;

export const kindWords: Record<Kind, () => string> = {
  profile_collection: m.pix_kind_profiles,
  certification_g1: m.pix_kind_certification,
  certification_g2: m.pix_kind_certification,
  certification_g3: m.pix_kind_certification,
};

/** « lignes 3, 5 et 8 », « lignes 3, 5, … et 12 autres » */
export function lineWords({ count, lines }: Lines): string {
  const told = lines.slice(0, TOLD).map((line) => formatNumber(line));
  if (count > told.length) told.push(m.pix_more_lines({ n: formatNumber(count - told.length) }));
  return m.pix_lines({ count, lines: formatList(told) });
}

export interface Group {
  key: string;
  label: string;
  hint: string;
  lines: Lines;
}

/** The lines that bring nothing, with the reason; those without a line are left out. */
export function leftOut(report: PixReport): Group[] {
  const { ignored } = report;
  const groups: Group[] = [
    { key: 'ambiguous', label: m.pix_ambiguous(), hint: m.pix_ambiguous_hint(), lines: report.ambiguous },
    { key: 'unmatched', label: m.pix_unmatched(), hint: m.pix_unmatched_hint(), lines: report.unmatched },
    { key: 'not_sent', label: m.pix_not_sent(), hint: m.pix_not_sent_hint(), lines: ignored.not_sent },
    { key: 'not_validated', label: m.pix_not_validated(), hint: '', lines: ignored.not_validated },
    { key: 'other', label: m.pix_other_certification(), hint: '', lines: ignored.other_certification },
    { key: 'nothing', label: m.pix_nothing_proven(), hint: '', lines: ignored.nothing_proven },
    { key: 'older', label: m.pix_older(), hint: '', lines: ignored.older },
  ];
  return groups.filter(({ lines }) => lines.count > 0);
}

/** Why there is nothing to write. */
export function nothingWords(report: PixReport): string {
  if (report.already_imported) return m.pix_already_imported();
  if (report.known_evidence > 0) return m.pix_all_known();
  return m.pix_nobody();
}

/** « 12 preuves pour 4 personnes » */
export const proofsWords = (proofs: number, people: number) =>
  m.pix_proofs_for({
    proofs: m.pix_proofs({ count: proofs, n: formatNumber(proofs) }),
    people: m.pix_people({ count: people, n: formatNumber(people) }),
  });
