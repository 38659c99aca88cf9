import { expect, it } from 'vitest';
import { openFirst, validate, valuesOf, type DevicePool, type Room } from './lending';

const room: Room = {
  id: 'r',
  version: 3,
  place_id: 'p',
  name: 'Salle du fond',
  seats: 14,
  wired_ports: 4,
  is_closed: true,
};
const pool: DevicePool = { id: 'd', version: 1, place_id: 'p', name: 'Valise', size: 12, is_closed: false };

it('fills the form with what is known, and a new one with something to begin with', () => {
  expect(valuesOf({ kind: 'room', room })).toEqual({
    name: 'Salle du fond',
    count: 14,
    wired_ports: 4,
    is_closed: true,
  });
  expect(valuesOf({ kind: 'pool', pool }).count).toBe(12);
  expect(valuesOf({ kind: 'room', room: null })).toMatchObject({ name: '', is_closed: false });
});

it('asks for a name', () => {
  const values = valuesOf({ kind: 'pool', pool });
  expect(validate(values)).toEqual({});
  expect(validate({ ...values, name: '  ' })).toHaveProperty('name');
});

it('puts what is no longer to be had last', () => {
  const open = { ...room, id: 'o', is_closed: false };
  expect(openFirst([room, open]).map(({ id }) => id)).toEqual(['o', 'r']);
});
