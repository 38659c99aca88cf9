import { describe, expect, it } from 'vitest';
import {
  siretState,
  validateAccount,
  validateMember,
  validateOrganization,
  validateProgramme,
} from './validate';

describe('SIRET', () => {
  it.each([
    ['', 'empty'],
    ['732 829 320 00074', 'right'],
    ['73282932000075', 'key'],
    ['7328293200007', 'length'],
    ['7328293200007A', 'length'],
    ['35600000000048', 'right'],
    ['35600000009075', 'right'],
    ['35600000009076', 'key'],
  ])('%s: %s', (text, state) => {
    expect(siretState(text)).toBe(state);
  });
});

describe('organization', () => {
  const organization = { name: 'Centre social', siret: '', rna: '', address: '' };

  it('asks for a name only', () => {
    expect(validateOrganization(organization)).toEqual({});
    expect(Object.keys(validateOrganization({ ...organization, name: ' ' }))).toEqual(['name']);
  });

  it('checks SIRET and RNA when there are any', () => {
    const wrong = { ...organization, siret: '73282932000075', rna: '123' };
    expect(Object.keys(validateOrganization(wrong))).toEqual(['siret', 'rna']);
    expect(validateOrganization({ ...organization, rna: 'w123456789' })).toEqual({});
  });
});

describe('other forms', () => {
  it('an invitation needs an address, both names and a role', () => {
    const empty = {
      email: '',
      first_name: '',
      last_name: '',
      phone: '',
      roles: [],
      kind: 'mediator' as const,
    };
    expect(Object.keys(validateAccount(empty, { withEmail: true }))).toEqual([
      'email',
      'first_name',
      'last_name',
      'roles',
    ]);
    expect(Object.keys(validateAccount(empty, { withEmail: false }))).not.toContain('email');
  });

  it('ends never come before starts', () => {
    const programme = { name: 'x', starts_on: '2026-02-01', ends_on: '2026-01-01' };
    expect(Object.keys(validateProgramme(programme))).toEqual(['ends_on']);
    const member = { facilitator_id: 'x', joined_on: '2026-02-01', left_on: '2026-01-31' };
    expect(Object.keys(validateMember(member))).toEqual(['left_on']);
    expect(validateMember({ ...member, left_on: '2026-02-01' })).toEqual({});
  });
});
