import { describe, expect, it } from 'vitest';
import { emptyPlace, toInput, validate, valuesOf, type PlaceValues } from './values';

const filled = (changes: Partial<PlaceValues> = {}): PlaceValues => ({
  ...emptyPlace(),
  name: 'Médiathèque',
  address: '1 place de la Mairie',
  postcode: '44000',
  commune: { code: '44109', name: 'Nantes' },
  ...changes,
});
const faulty = (changes: Partial<PlaceValues>) => Object.keys(validate(filled(changes)));

describe('the place form', () => {
  it('asks for name, address, postcode and commune', () => {
    expect(Object.keys(validate(emptyPlace()))).toEqual(['name', 'commune_code', 'postcode', 'address']);
    expect(faulty({})).toEqual([]);
  });

  it.each([
    [{ postcode: '4400' }, ['postcode']],
    [{ pivot: '434 933' }, ['pivot']],
    [{ phone: '02 40 00 00 00' }, ['phone']],
    [{ phone: '+33 2 40 00 00 00' }, []],
    [{ emails: 'a@b.fr\nfaux' }, ['emails']],
    [{ websites: 'www.exemple.fr' }, ['websites']],
    [{ booking_url: 'https://exemple.fr' }, []],
    [{ accessibility_url: 'javascript:alert(1)' }, ['accessibility_url']],
    [{ latitude: '47,2', longitude: '−1.55' }, []],
    [{ latitude: '47.2' }, ['longitude']],
    [{ latitude: '91', longitude: 'ouest' }, ['latitude', 'longitude']],
    [{ summary: 'x'.repeat(281) }, ['summary']],
  ])('%o', (changes, fields) => {
    expect(faulty(changes)).toEqual(fields);
  });

  it('sends lists line by line, numbers as numbers, and nothing empty', () => {
    const input = toInput(filled({ emails: ' a@b.fr \n\nc@d.fr', latitude: '47,2', longitude: '-1.5' }));
    expect(input).toMatchObject({
      emails: ['a@b.fr', 'c@d.fr'],
      websites: [],
      latitude: 47.2,
      longitude: -1.5,
      commune_code: '44109',
    });
    expect(input.pivot).toBeUndefined();
  });

  it('gives back what it read', () => {
    const values = filled({
      services: ['a'],
      websites: 'https://a.fr\nhttps://b.fr',
      latitude: '47.2',
      longitude: '1',
    });
    const nulls = Object.fromEntries(
      Object.entries(toInput(values)).map(([key, value]) => [key, value ?? null]),
    );
    const view = { ...nulls, id: 'x', version: 1, commune: values.commune } as never;
    expect(valuesOf(view)).toEqual(values);
  });
});
