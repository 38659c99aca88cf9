import { describe, expect, it } from 'vitest';
import { changeWords } from './figures';
import { ageFinding, rankFinding, timeFinding, weekdayFinding } from './findings';

/** French spaces are typography, not content. */
const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, ' ') ?? null;
const month = (when: string, value: number, partial = false) => ({ when, value, partial });
const row = (label: string, value: number, share: number, unknown = false) => ({
  label,
  value,
  share,
  unknown,
});

describe('over time', () => {
  it('names the highest and the lowest, and leaves cut months out', () => {
    const finding = timeFinding([
      month('en novembre 2025', 3, true),
      month('en décembre 2025', 454),
      month('en janvier 2026', 76),
      month('en février 2026', 1, true),
    ]);
    expect(plain(finding)).toBe(
      'Le plus haut niveau est atteint en décembre 2025 (454), le plus bas en janvier 2026 (76).',
    );
  });

  it('judges cut periods when there is nothing else, and says when all are alike or empty', () => {
    expect(plain(timeFinding([month('en mars', 5, true)]))).toBe('5 accompagnements en mars.');
    expect(plain(timeFinding([month('en mars', 5), month('en avril', 5)]))).toContain('le même tout au long');
    expect(plain(timeFinding([month('en mars', 0)]))).toBe('Rien à montrer sur cette période.');
    expect(plain(timeFinding([]))).toBe('Rien à montrer sur cette période.');
  });

  it('names the busiest day with its share', () => {
    const days = [
      { label: 'lundi', value: 1 },
      { label: 'mardi', value: 3 },
    ];
    expect(plain(weekdayFinding(days))).toBe(
      'Le mardi est le jour le plus chargé (3 accompagnements, 75 % du total).',
    );
  });
});

describe('rankings', () => {
  it('puts the first two side by side, whatever their order', () => {
    expect(plain(rankFinding([row('E-mail', 3, 30), row('Santé', 7, 70)]))).toBe(
      '« Santé » arrive en tête (70 % des accompagnements), devant « E-mail ».',
    );
  });

  it('never crowns what is not told', () => {
    const rows = [row('Non communiqué', 90, 90, true), row('Féminin', 10, 10)];
    expect(plain(rankFinding(rows, { people: true }))).toContain('« Féminin » est la seule valeur connue');
    expect(plain(rankFinding([row('Non communiqué', 9, 100, true)]))).toContain('Rien n’est renseigné');
  });

  it('says a tie is a tie', () => {
    expect(plain(rankFinding([row('A', 5, 50), row('B', 5, 50)]))).toContain('« A » et « B » sont à égalité');
  });

  it('tells ages by a threshold', () => {
    const ages = [
      { code: 'dix_huit_vingt_quatre', value: 3, unknown: false },
      { code: 'soixante_dix_plus', value: 1, unknown: false },
    ];
    expect(plain(ageFinding(ages))).toBe('25 % des personnes ont 60 ans ou plus.');
  });
});

describe('change', () => {
  it.each([
    [112, 100, '+12 % par rapport à la période précédente'],
    [50, 100, '−50 % par rapport à la période précédente'],
    [100, 100, 'comme sur la période précédente'],
    [5, 0, 'rien sur la période précédente'],
    [0, 0, null],
  ])('%i after %i', (now, before, words) => {
    expect(plain(changeWords(now, before))).toBe(words);
  });
});
