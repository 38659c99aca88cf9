import { describe, expect, it } from 'vitest';
import type { PublishedFamily, PublishedLine, Reason } from '$lib/api/published';
import { sections, whoSection, type Family } from '../statistics/families';
import { mapLines, monthsBlock, rankedBlock } from './blocks';
import { maskedNote, why } from './words';

/** French spaces are typography, not content. */
const plain = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, ' ');

const K = 11;
const NOTHING = { sessions: null, participations: null, followed: null, anonymous: null, share: null };
const base = (code: string, label: string | null): PublishedLine => ({
  code,
  label,
  remote: false,
  ...NOTHING,
  per_10000: null,
  hidden: null,
});
const line = (code: string, label: string | null, participations: number, share: number | null = 10) => ({
  ...base(code, label),
  participations,
  sessions: participations,
  share,
});
const masked = (code: string, label: string | null, hidden: Reason = 'few') => ({
  ...base(code, label),
  hidden,
});
const people = (code: string, followed: number | null, anonymous: number | null) => ({
  ...base(code, null),
  followed,
  anonymous,
  hidden: followed === null || anonymous === null ? ('few' as const) : null,
});
const found = (lines: PublishedLine[], counted = false): PublishedFamily => ({
  code: 'x',
  people: counted,
  lines,
  hidden: lines.filter(({ hidden }) => hidden).length,
});
const family = (key: string): Family =>
  [...sections, whoSection].flatMap(({ families }) => families).find((one) => one.key === key)!;

const COMMUNES = family('by_commune');
const AGES = family('by_age_band');

describe('masked lines', () => {
  it('say so, why, and how to see more', () => {
    const note = maskedNote([masked('a', 'A'), masked('b', 'B'), masked('c', 'C', 'complement')], K);
    expect(plain(note)).toBe(
      '3 lignes masquées : moins de 11 personnes, pour protéger une autre ligne. ' +
        'Une période plus longue ou un territoire plus grand en montre plus.',
    );
    expect(maskedNote([line('a', 'A', 3)], K)).toBeUndefined();
    expect(why('dominated', K)).toContain('presque tout');
  });

  it('are drawn and written as masked, never as zero; a zero is a zero', () => {
    const block = rankedBlock(COMMUNES, found([line('1', 'Nantes', 0), masked('2', 'Rezé')]), K);
    expect(block.bars).toHaveLength(1);
    expect(block.bars[0]).toMatchObject({ label: 'Rezé', text: 'masqué', hidden: true, values: [] });
    expect(block.table.columns.at(-1)?.label).toBe('Pourquoi masqué');
    expect(block.table.rows).toEqual([
      ['Nantes', 0, 0, 10, null, null],
      ['Rezé', { hidden: 'masqué' }, { hidden: 'masqué' }, null, null, 'moins de 11 personnes'],
    ]);
  });

  it('have no column of reasons where none is masked', () => {
    const block = rankedBlock(COMMUNES, found([line('1', 'Nantes', 12)]), K);
    expect(block.table.columns).toHaveLength(5);
    expect(block.masked).toBeUndefined();
  });

  it('hide a line of people as soon as one of its two figures is', () => {
    const block = rankedBlock(
      AGES,
      found([people('moins_douze', 14, null), people('soixante_dix_plus', 20, 30)], true),
      K,
    );
    expect(block.bars.map(({ text, hidden }) => [text, hidden ?? false])).toEqual([
      ['masqué', true],
      ['50', false],
    ]);
    expect(block.table.rows[0]!.slice(1, 3)).toEqual([14, { hidden: 'masqué' }]);
  });
});

describe('findings', () => {
  const finding = (lines: PublishedLine[]) => plain(rankedBlock(COMMUNES, found(lines), K).finding);

  it('say when lines are missing from them', () => {
    expect(finding([line('1', 'Nantes', 40, 80), line('2', 'Rezé', 12, 20)])).toBe(
      '« Nantes » arrive en tête (80 % des accompagnements), devant « Rezé ».',
    );
    expect(finding([line('1', 'Nantes', 40, 80), line('2', 'Rezé', 12, 20), masked('3', 'Vertou')])).toMatch(
      /devant « Rezé »\. Sans compter ce qui est masqué\.$/,
    );
  });

  it('do without a share that is masked', () => {
    expect(finding([line('1', 'Nantes', 40, null), line('2', 'Rezé', 12, null)])).toBe(
      '« Nantes » arrive en tête (40), devant « Rezé ».',
    );
  });

  it('do not call what is masked empty', () => {
    expect(finding([masked('1', 'Nantes')])).toBe('Tout est masqué ici.');
    expect(finding([line('1', 'Nantes', 0), masked('2', 'Rezé')])).toBe('Tout est masqué ici.');
    expect(finding([])).toBe('Rien à montrer sur cette période.');
  });

  it('judge ages as a threshold only when every band is shown', () => {
    const shown = [people('dix_huit_vingt_quatre', 10, 10), people('soixante_dix_plus', 10, 10)];
    expect(plain(rankedBlock(AGES, found(shown, true), K).finding)).toBe(
      '50 % des personnes ont 60 ans ou plus.',
    );
    const some = [...shown, people('moins_douze', null, null)];
    expect(plain(rankedBlock(AGES, found(some, true), K).finding)).toContain(
      'Sans compter ce qui est masqué.',
    );
  });
});

describe('months', () => {
  it('keep their order; a masked one is hatched and judged by nobody', () => {
    const block = monthsBlock(
      found([line('2026-01', null, 40), masked('2026-02', null), line('2026-03', null, 12)]),
      K,
    );
    expect(block.columns.map(({ value, hidden }) => [value, hidden])).toEqual([
      [40, false],
      [0, true],
      [12, false],
    ]);
    expect(plain(block.finding)).toBe(
      'Le plus haut niveau est atteint en janvier 2026 (40), le plus bas en mars 2026 (12). Sans compter ce qui est masqué.',
    );
    expect(monthsBlock(found([masked('2026-01', null)]), K).finding).toBe('Tout est masqué ici.');
  });
});

describe('the map', () => {
  it('takes activity on the spot, with the reason of what is masked', () => {
    const remote = { ...line('44', 'Loire-Atlantique', 5), remote: true };
    const lines = mapLines(
      family('by_departement'),
      found([line('44', 'Loire-Atlantique', 40), remote, masked('85', 'Vendée'), line('', null, 2)]),
      K,
    );
    expect(lines.map(({ code, participations }) => [code, participations])).toEqual([
      ['44', 40],
      ['85', null],
    ]);
    expect(plain(lines[1]!.why)).toBe('moins de 11 personnes');
  });
});
