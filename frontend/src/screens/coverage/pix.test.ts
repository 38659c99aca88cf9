import { expect, test } from 'vitest';
import { leftOut, lineWords, nothingWords, type PixReport } from './pix';

const none = { count: 0, lines: [] };
const report = (changes: Partial<PixReport>): PixReport => ({
  committed: false,
  already_imported: false,
  kind: 'profile_collection',
  campaign: null,
  identifier_columns: [],
  rows: 0,
  matched: 0,
  ambiguous: none,
  unmatched: none,
  ignored: {
    not_sent: none,
    not_validated: none,
    other_certification: none,
    nothing_proven: none,
    older: none,
  },
  people: 0,
  new_evidence: 0,
  known_evidence: 0,
  errors: [],
  warnings: [],
  ...changes,
});

test('lines are told one by one, then counted', () => {
  expect(lineWords({ count: 1, lines: [3] })).toBe('Ligne 3');
  expect(lineWords({ count: 3, lines: [3, 5, 8] })).toBe('Lignes 3, 5 et 8');
  const many = { count: 60, lines: Array.from({ length: 60 }, (_, index) => index + 2) };
  expect(lineWords(many)).toMatch(/^Lignes 2, 3, .*, 25 et 36 autres$/);
});

test('only what was left out is told', () => {
  expect(leftOut(report({}))).toEqual([]);
  const some = report({ unmatched: { count: 1, lines: [4] }, ambiguous: { count: 1, lines: [2] } });
  expect(leftOut(some).map(({ key }) => key)).toEqual(['ambiguous', 'unmatched']);
});

test('why there is nothing to write', () => {
  const words = [
    report({ already_imported: true, known_evidence: 3 }),
    report({ known_evidence: 3 }),
    report({}),
  ].map(nothingWords);
  expect(new Set(words).size).toBe(3);
  expect(words[0]).toContain('déjà été importé');
});
