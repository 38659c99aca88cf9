import { describe, expect, it } from 'vitest';
import { ageBandOf, emptyLearner, toInput, validate, type LearnerValues } from './validate';

const TODAY = '2026-11-21';
const filled = (changes: Partial<LearnerValues>): LearnerValues => ({
  ...emptyLearner(),
  first_name: 'Lucette',
  last_name: 'Bertaudin',
  ...changes,
});
const faulty = (changes: Partial<LearnerValues>) => Object.keys(validate(filled(changes), TODAY));

describe('the learner’s form', () => {
  it('asks for both names and nothing else', () => {
    expect(faulty({})).toEqual([]);
    expect(faulty({ first_name: ' ', last_name: '' })).toEqual(['first_name', 'last_name']);
    expect(faulty({ last_name: 'x'.repeat(101) })).toEqual(['last_name']);
  });

  it.each(['1899', '2027', '19', '19a5', '-1950'])('refuses the birth year %s', (birth_year) => {
    expect(faulty({ birth_year })).toEqual(['birth_year']);
  });

  it.each(['1900', '2026', ' 1957 '])('accepts the birth year %s', (birth_year) => {
    expect(faulty({ birth_year })).toEqual([]);
  });

  it.each([
    '0612345678',
    '06 12 34 56 78',
    '+33 6.12.34.56.78',
    '0262 123456',
    '+262692123456',
    '+352 621 123 456',
  ])('accepts the phone %s', (phone) => expect(faulty({ phone })).toEqual([]));

  it.each(['abc', '061234567', '+4412345678', '0012345678'])('refuses the phone %s', (phone) => {
    expect(faulty({ phone })).toEqual(['phone']);
    expect(faulty({ phone, no_phone: true })).toEqual([]);
  });

  it('checks the e-mail address only when there is one', () => {
    expect(faulty({ email: 'a@b' })).toEqual(['email']);
    expect(faulty({ email: `${'a'.repeat(300)}@exemple.fr` })).toEqual(['email']);
    expect(faulty({ email: 'lucette@exemple.fr' })).toEqual([]);
  });
});

describe('age', () => {
  it.each([
    ['2015', 'moins_de_douze'],
    ['2014', 'douze_dix_huit'],
    ['2008', 'dix_huit_vingt_quatre'],
    ['1987', 'vingt_cinq_trente_neuf'],
    ['1967', 'quarante_cinquante_neuf'],
    ['1957', 'soixante_soixante_neuf'],
    ['1956', 'soixante_dix_plus'],
    ['', null],
    ['2030', null],
  ])('born in %s: %s', (year, band) => {
    expect(ageBandOf(year, TODAY)).toBe(band);
  });

  it('sends a band only without a year', () => {
    expect(toInput(filled({ age_band: 'douze_dix_huit' })).age_band).toBe('douze_dix_huit');
    expect(toInput(filled({ age_band: 'douze_dix_huit', birth_year: '1950' }))).toMatchObject({
      birth_year: 1950,
      age_band: undefined,
    });
  });

  it('leaves a phone out when the person has none', () => {
    expect(toInput(filled({ phone: '0612345678', no_phone: true })).phone).toBeUndefined();
  });
});
