import { expect, test } from 'vitest';
import { attendanceOf, offTheList, tally, toSend } from './attendance';

const line = (id: string, state: 'confirmed' | 'attended' | 'no_show' | 'walk_in' | 'waitlisted') => ({
  id,
  state,
  role: 'learner' as const,
});

test('what is tapped here comes before what the server knows', () => {
  expect(attendanceOf(line('a', 'no_show'), {})).toBe('no_show');
  expect(attendanceOf(line('a', 'no_show'), { a: 'attended' })).toBe('attended');
  expect(attendanceOf(line('a', 'confirmed'), {})).toBeNull();
});

test('a list counts seats and walk-ins, never the queue; helpers are there and do not learn', () => {
  const lines = [
    line('a', 'confirmed'),
    line('b', 'attended'),
    line('c', 'no_show'),
    line('d', 'walk_in'),
    line('e', 'waitlisted'),
    { ...line('f', 'attended'), role: 'helper' as const },
  ];
  expect(tally(lines, {})).toEqual({ there: 3, learners: 2, away: 1, open: 1 });
  expect(tally(lines, { a: 'excused', c: 'partial' })).toEqual({ there: 4, learners: 3, away: 1, open: 0 });
});

test('only seats are sent, and only where something changes', () => {
  const lines = [line('a', 'confirmed'), line('b', 'attended'), line('e', 'waitlisted')];
  const marks = { a: 'attended', b: 'attended', e: 'attended', gone: 'attended' } as const;
  expect(toSend(lines, marks)).toEqual([{ enrolment_id: 'a', attendance: 'attended' }]);
});

test('a session counts people off the list beside those of the list whom nobody follows', () => {
  const lines = [line('a', 'attended'), line('b', 'attended'), line('c', 'no_show'), line('d', 'walk_in')];
  // Three came, one of them followed by name: two of five anonymous people are on the list.
  expect(offTheList(lines, 1, 5)).toBe(3);
  expect(offTheList(lines, 3, 0)).toBe(0);
});
