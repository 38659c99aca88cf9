import { describe, expect, it } from 'vitest';
import { doneWords, paceOf, paceWords, percentExpected, type Progress } from './targets';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

const target = (done: number | null, counted_to: string | null = '2026-06-30'): Progress => ({
  measure: 'participations',
  value: 1000,
  from: '2026-01-01',
  to: '2026-12-31',
  counted_to,
  done,
});

describe('progress towards a target', () => {
  it('is judged by the part of the period that is over', () => {
    expect(Math.round(percentExpected(target(0)))).toBe(50);
    expect(percentExpected(target(0, null))).toBe(0);
    expect(percentExpected(target(0, '2027-03-31'))).toBe(100);
    expect(paceOf(target(500))).toBe('on_time');
    expect(paceOf(target(700))).toBe('ahead');
    expect(paceOf(target(100))).toBe('late');
    expect(paceOf(target(1000))).toBe('reached');
    expect(paceOf(target(999, '2026-12-31'))).toBe('over');
  });

  it('is never guessed: masked and not begun are said apart', () => {
    expect(paceOf(target(null))).toBe('masked');
    expect(paceOf(target(null, null))).toBe('waiting');
    expect(plain(doneWords(target(null)))).toBe('sur 1 000');
    expect(paceWords(target(null))).toContain('trop peu de personnes');
  });

  it('is told in words', () => {
    expect(plain(doneWords(target(999)))).toBe('999 sur 1 000 (99 %)');
    expect(paceWords(target(100))).toBe('En retard de 40 points');
  });
});
