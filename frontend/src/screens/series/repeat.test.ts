import { describe, expect, it } from 'vitest';
import { Problem } from '$lib/api/problem';
import { emptyWorkshop } from '$screens/desk/values';
import type { Series, SeriesSession } from './api';
import {
  chosenDays,
  concerned,
  inForm,
  lookAhead,
  neverAgain,
  repeatFrom,
  seriesInput,
  standing,
} from './repeat';

const values = {
  ...emptyWorkshop(null),
  title: 'Écrire',
  date: '2027-03-30',
  start_time: '10:00',
  end_time: '12:00',
};

describe('what a day is in its month', () => {
  it('knows ranks and ends', () => {
    expect(standing('2027-03-30')).toMatchObject({
      weekday: 'TU',
      day: 30,
      nth: 5,
      isLastDay: false,
      isLastNth: true,
    });
    expect(standing('2027-02-28')).toMatchObject({ weekday: 'SU', nth: 4, isLastDay: true, isLastNth: true });
    expect(standing('2027-03-02')).toMatchObject({ nth: 1, isLastDay: false, isLastNth: false });
  });
});

describe('what is sent', () => {
  it('takes the day of the week from the first day until somebody chooses', () => {
    const weekly = { ...neverAgain(), frequency: 'weekly' as const };
    expect(chosenDays(weekly, '2027-03-30')).toEqual(['TU']);
    expect(chosenDays({ ...weekly, weekdays: [] }, '2027-03-30')).toEqual([]);
    const body = seriesInput(values, weekly);
    expect(body).toMatchObject({
      first_on: '2027-03-30',
      duration_min: 120,
      rule: { weekdays: ['TU'], count: 5 },
    });
    expect(body).not.toHaveProperty('date');
    expect(body).not.toHaveProperty('end_time');
  });

  it('writes each way of a month, and one end alone', () => {
    const rule = (monthly: ReturnType<typeof neverAgain>['monthly']) =>
      seriesInput(values, {
        ...neverAgain(),
        frequency: 'monthly',
        monthly,
        ends: 'until',
        until: '2027-12-31',
      }).rule;
    const ends = { frequency: 'monthly', interval: 1, until: '2027-12-31' };
    expect(rule('day')).toEqual({ ...ends, month_day: 30 });
    expect(rule('last_day')).toEqual({ ...ends, month_day: -1 });
    expect(rule('nth')).toEqual({ ...ends, weekdays: ['TU'], nth: 5 });
    expect(rule('last_nth')).toEqual({ ...ends, weekdays: ['TU'], nth: -1 });
  });

  it('looks ahead without a title, and not without a day', () => {
    const weekly = { ...neverAgain(), frequency: 'weekly' as const };
    expect(lookAhead({ ...values, title: '' }, weekly)).toMatchObject({ title: null });
    expect(lookAhead({ ...values, date: '' }, weekly)).toBeNull();
    expect(lookAhead({ ...values, end_time: '09:00' }, weekly)).toBeNull();
  });
});

it('tells a refusal by the fields of the form, all of one field together', () => {
  const at = (pointer: string, message: string) => ({ pointer, code: 'x', message });
  const told = inForm(
    new Problem(409, 'overlap', '', [
      at('/series/first_on', 'A'),
      at('/room_id', 'B'),
      at('/room_id', 'C'),
      at('/series/rule/nth', 'D'),
    ]),
  ) as Problem;
  expect(told.errors.map(({ pointer, message }) => [pointer, message])).toEqual([
    ['/date', 'A'],
    ['/room_id', 'B C'],
    ['/rule/month_day', 'D'],
  ]);
});

describe('a series that goes on', () => {
  const session = (day: string, state: SeriesSession['state'] = 'published') =>
    ({ id: day, series_on: day, date: day, state, starts_at: `${day}T09:00:00Z` }) as SeriesSession;
  const series = {
    rule: {
      frequency: 'weekly',
      interval: 1,
      weekdays: ['TU'],
      month_day: null,
      nth: null,
      count: 5,
      until: null,
    },
    plan: { skips_holidays: true, except_on: ['2099-01-13', '2099-02-03'] },
    skipped: [{ date: '2099-01-13' }, { date: '2099-02-03' }],
    // The second was cancelled alone, and is left out since.
    sessions: [
      session('2099-01-06'),
      session('2099-01-13', 'cancelled'),
      session('2099-01-20'),
      session('2099-01-27'),
    ],
  } as unknown as Series;

  it('counts once what has passed', () => {
    expect(repeatFrom(series, '2099-01-20')).toMatchObject({
      count: 3,
      except_on: ['2099-02-03'],
      ends: 'count',
    });
    expect(repeatFrom(series, '2099-01-06')).toMatchObject({ count: 5, weekdays: ['TU'] });
  });

  it('concerns what is still to come', () => {
    const days = (scope: 'this' | 'following' | 'all') =>
      concerned(series, '2099-01-20', scope).map(({ id }) => id);
    expect(days('this')).toEqual(['2099-01-20']);
    expect(days('following')).toEqual(['2099-01-20', '2099-01-27']);
    expect(days('all')).toEqual(['2099-01-06', '2099-01-20', '2099-01-27']);
    expect(concerned(series, '2099-01-13', 'all')).toEqual([]);
  });
});
