/** What a merge will give, shown before anything is done: the kept sheet wins, its gaps are filled. */
import type { DuplicateSignal, LearnerView } from '$lib/api/learners';

export const MERGED_FIELDS = [
  'last_name',
  'first_name',
  'birth_year',
  'age_band',
  'gender',
  'status',
  'commune',
  'phone',
  'email',
  'staff_number',
  'notes',
] as const;
export type MergedField = (typeof MERGED_FIELDS)[number];

export interface MergedValue {
  field: MergedField;
  kept: LearnerView[MergedField];
  other: LearnerView[MergedField];
  result: LearnerView[MergedField];
  /** `filled` comes from the other sheet, `lost` is a value of the other sheet that goes away. */
  change: 'same' | 'filled' | 'lost';
}

const text = (value: LearnerView[MergedField]) =>
  value === null ? '' : String(typeof value === 'object' ? value.code : value);

export function previewMerge(kept: LearnerView, other: LearnerView): MergedValue[] {
  return MERGED_FIELDS.map((field) => {
    const [mine, theirs] = [kept[field], other[field]];
    const filled = text(mine) === '' && text(theirs) !== '';
    const lost = !filled && text(theirs) !== '' && text(theirs) !== text(mine);
    return {
      field,
      kept: mine,
      other: theirs,
      result: filled ? theirs : mine,
      change: filled ? ('filled' as const) : lost ? ('lost' as const) : ('same' as const),
    };
  }).filter(({ kept: mine, other: theirs }) => text(mine) !== '' || text(theirs) !== '');
}

/** The sheet to keep by default: the one with more sessions, then the older one. */
export function suggestKept([a, b]: [LearnerView, LearnerView]): LearnerView {
  if (a.session_count !== b.session_count) return a.session_count > b.session_count ? a : b;
  return a.created_at <= b.created_at ? a : b;
}

/** A signal is « the same » only where both values are; names may merely look alike. */
export function signalIsExact(signal: DuplicateSignal, [a, b]: [LearnerView, LearnerView]): boolean {
  const plain = (value: string | null) =>
    (value ?? '')
      .normalize('NFD')
      .replace(/[\p{Diacritic}\s-]/gu, '')
      .toLowerCase();
  return plain(a[signal]) === plain(b[signal]);
}
