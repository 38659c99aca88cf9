import { describe, expect, test } from 'vitest';
import { catalogue, competence, level, proof } from './fixtures';
import { byArea, findByCode, following, markedStep, offered, rowsOf } from './rows';

const [first, second, third, own] = catalogue.items;

test('by area of the framework, the network’s own last, and no empty area', () => {
  const areas = byArea(catalogue, [own!, third!, first!], (item) => item);
  expect(areas.map(({ code, items }) => [code, items.map((item) => item.code)])).toEqual([
    ['1', ['1.1']],
    ['2', ['2.1']],
    ['own', ['L1']],
  ]);
});

test('a level of an unknown competence is left out', () => {
  const rows = rowsOf(catalogue, [level(second!.id), level('nowhere')]);
  expect(rows.map((row) => row.competence.code)).toEqual(['1.2']);
  expect(findByCode(catalogue, '9.9')).toBeNull();
});

test('retired competences are not offered', () => {
  const retired = competence('1.3', { is_retired: true });
  expect(offered({ ...catalogue, items: [first!, retired] })).toEqual([first]);
});

describe('the next one', () => {
  test('follows, skips what is done, and comes round', () => {
    expect(following(catalogue.items, [], first!.id)?.code).toBe('1.2');
    expect(following(catalogue.items, [second!.id], first!.id)?.code).toBe('2.1');
    expect(following(catalogue.items, [own!.id], third!.id)?.code).toBe('1.1');
  });

  test('is nothing when all is done, the present one aside', () => {
    const others = [second, third, own].map((item) => item!.id);
    expect(following(catalogue.items, others, first!.id)).toBeNull();
  });
});

test('the next step up is marked unless what one says goes beyond', () => {
  const up = { next_step: { kind: 'go_up' as const, level: 3 } };
  expect(markedStep(level('a', up))).toBe(3);
  expect(markedStep(level('a', { ...up, declared: proof({ level: 3 }) }))).toBeNull();
  expect(markedStep(level('a', { next_step: { kind: 'renew', level: 3 } }))).toBeNull();
});
