import { describe, expect, it } from 'vitest';
import type { NetworkFigure } from './api';
import { beside, GROUPS, rate, tableOf, told } from './words';

const figure = (code: NetworkFigure['code'], value: number | null, of: number | null): NetworkFigure => ({
  code,
  title: code,
  definition: '',
  value,
  of,
});

/** Numbers come with spaces that do not break. */
const plain = (text: string | null) => text?.replace(/\s/g, ' ') ?? null;

describe('figures of the network', () => {
  it('writes a rate in percent, with what it is made of', () => {
    const fill = figure('fill_rate', 18, 40);
    expect(plain(told(fill))).toBe('45 %');
    expect(plain(beside(fill))).toBe('18 sur 40');
  });

  it('says that nothing is to be counted rather than zero', () => {
    for (const none of [figure('fill_rate', 0, 0), figure('help_delay', null, null)]) {
      expect(told(none)).toBeNull();
      expect(rate(none)).toBeNull();
      expect(beside(none)).toBe('Rien à compter sur cette période.');
    }
  });

  it('writes zero where zero was counted', () => {
    expect(told(figure('workshops_held', 0, null))).toBe('0');
    expect(plain(told(figure('no_show_rate', 0, 12)))).toBe('0 %');
  });

  it('writes minutes as hours too, and working days with their unit', () => {
    expect(plain(beside(figure('hours_given', 450, null)))).toBe('Soit 7 h 30.');
    expect(told(figure('help_delay', 1, null))).toContain('1');
  });

  it('shows each figure once', () => {
    const codes = GROUPS.flatMap((group) => [...group.codes]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toHaveLength(12);
  });

  it('gives the table numbers, and holes where there are none', () => {
    expect(tableOf([figure('fill_rate', 1, 4), figure('workshops_held', 3, null)]).rows).toEqual([
      ['fill_rate', 1, 4, 25],
      ['workshops_held', 3, null, null],
    ]);
  });
});
