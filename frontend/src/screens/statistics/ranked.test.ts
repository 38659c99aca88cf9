import { describe, expect, it } from 'vitest';
import type { NotSent, PeopleRow, StatisticsView, TerritoryRow } from '$lib/api/statistics';
import { sections } from './families';
import { blockOf } from './ranked';

const families = sections.flatMap((section) => section.families);
const family = (key: string) => families.find((one) => one.key === key)!;

const commune = (code: string, participations: number): TerritoryRow => ({
  code,
  label: code,
  remote: false,
  sessions: participations,
  participations,
  share: participations / 10,
  per_10000: 1.5,
});
const residence: PeopleRow = {
  code: '44109',
  label: 'Nantes',
  followed: 4,
  anonymous: 1,
  share_of_people: 50,
};

const rest: NotSent = {
  family: 'by_commune',
  lines: 3,
  sessions: 70,
  participations: 80,
  followed: null,
  anonymous: null,
  share: 8,
};
const people: NotSent = {
  ...rest,
  family: 'by_residence_commune',
  sessions: null,
  participations: null,
  followed: 3,
  anonymous: 2,
  share: 50,
};
const rows = [commune('44109', 600), commune('35238', 320)];
const view = {
  by_commune: rows,
  by_residence_commune: [residence],
  not_sent: [rest, people],
} as Partial<StatisticsView> as StatisticsView;

describe('a long family', () => {
  it('ends its table with what was not sent, so that it adds up', () => {
    const block = blockOf(family('by_commune'), view);
    expect(block.left).toBe(3);
    expect(block.table.rows.at(-1)?.slice(1)).toEqual([80, 70, 8, null]);
    expect(block.bars).toHaveLength(2);
    const shares = block.table.rows.map((row) => row[3]);
    expect(shares).toEqual([60, 32, 8]);
  });

  it('counts people in their own columns', () => {
    const { table } = blockOf(family('by_residence_commune'), view);
    expect(table.rows.at(-1)?.slice(1)).toEqual([3, 2, 50]);
  });

  it('is whole once every line was read', () => {
    const whole = [...rows, commune('29019', 40), commune('29232', 30), commune('56260', 10)];
    const block = blockOf(family('by_commune'), view, whole);
    expect(block.left).toBe(0);
    expect(block.table.rows).toHaveLength(5);
    expect(block.table.rows.at(-1)?.[1]).toBe(10);
  });
});
