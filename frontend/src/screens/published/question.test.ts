import { describe, expect, it } from 'vitest';
import type { PublishedView } from '$lib/api/published';
import { learnt, readQuestion, toAddress, toApi, withoutLast } from './question';

const TODAY = '2026-11-22';
const read = (text: string) => readQuestion(new URLSearchParams(text), TODAY);

describe('the question of a funder', () => {
  it('goes through the address unchanged', () => {
    const text = 'period=2025&kind=workshop&themes=email%2Csante&departements=44';
    expect(toAddress(read(text))).toBe(text);
    expect(toAddress(read(''))).toBe('');
  });

  it('keeps only filters that single nobody out', () => {
    const asked = toApi(read('themes=email&genders=feminin&facilitators=x&places=y&tags=z&scope=own'));
    expect(asked).toEqual({ from: '2025-11-01', to: '2026-10-31', themes: 'email' });
  });

  it('gives one filter back at a time', () => {
    const twice = withoutLast(read('themes=email%2Csante'));
    expect(toAddress(twice)).toBe('themes=email');
    expect(toAddress(withoutLast(twice))).toBe('');
    expect(toAddress(withoutLast(read('kind=workshop')))).toBe('');
    expect(toAddress(withoutLast(read('period=2025')))).toBe('period=2025');
  });
});

describe('names for the filters', () => {
  const line = (code: string, label: string | null, remote = false) => ({ code, label, remote });
  const answer = (code: string, lines: unknown[]) => ({ families: [{ code, lines }] }) as PublishedView;

  it('are learnt from the answers, and kept', () => {
    const first = learnt(
      {},
      answer('by_departement', [line('44', 'Loire-Atlantique'), line('', 'Ailleurs')]),
    );
    const then = learnt(
      first,
      answer('by_departement', [line('85', 'Vendée'), line('44', 'À distance', true)]),
    );
    expect([...then.departements!]).toEqual([
      ['44', 'Loire-Atlantique'],
      ['85', 'Vendée'],
    ]);
    expect(learnt({}, answer('by_theme', [line('email', null)]))).toEqual({});
  });
});
