import { describe, expect, it } from 'vitest';
import { fileSlug, toCsv } from './csv';

const TABLE = {
  columns: [{ label: 'Thématique' }, { label: 'Part (%)', digits: 1 }, { label: 'Séances', digits: 0 }],
  rows: [
    ['E-mail', 12.5, 1200],
    ['=SUM(A1)', 100, null],
    ['Deux ; trois "mots"', 0, -3],
  ],
};

describe('CSV', () => {
  it('is what a French spreadsheet reads', () => {
    const lines = toCsv(TABLE, [['Période', 'du 1 au 2']], 'fr').split('\r\n');
    expect(lines).toEqual([
      '\uFEFFPériode;du 1 au 2',
      '',
      'Thématique;Part (%);Séances',
      'E-mail;12,5;1200',
      "'=SUM(A1);100,0;",
      '"Deux ; trois ""mots""";0,0;-3',
      '',
    ]);
  });

  it('separates with commas in English', () => {
    const lines = toCsv(TABLE, [], 'en').split('\r\n');
    expect(lines[0]).toBe('\uFEFFThématique,Part (%),Séances');
    expect(lines[1]).toBe('E-mail,12.5,1200');
  });

  it.each(['@x', '+1', '-1', '\tx', '=1'])('makes %j text', (value) => {
    const csv = toCsv({ columns: [{ label: 'a' }], rows: [[value]] }, [], 'fr');
    expect(csv).toContain(`'${value}`);
  });

  it('names a file without accents or spaces', () => {
    expect(fileSlug('Thématiques abordées : l’été')).toBe('thematiques-abordees-l-ete');
  });
});
