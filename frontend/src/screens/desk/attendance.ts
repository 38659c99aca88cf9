/** Who came: one tap each, kept on the device until the server has it. */
import type { Attendance, RosterLine } from './api';

export type Marks = Readonly<Record<string, Attendance>>;

/** Of a seat: what was tapped here, else what the server knows. */
export function attendanceOf(line: Pick<RosterLine, 'id' | 'state'>, marks: Marks): Attendance | null {
  const own = marks[line.id];
  if (own) return own;
  switch (line.state) {
    case 'attended':
    case 'partial':
    case 'excused':
    case 'no_show':
      return line.state;
    default:
      return null;
  }
}

export const isThere = (attendance: Attendance | null) =>
  attendance === 'attended' || attendance === 'partial';

/** Lines whose seat is marked: those that have one, whatever became of it. */
export const isSeat = ({ state }: Pick<RosterLine, 'state'>) =>
  ['confirmed', 'attended', 'partial', 'excused', 'no_show'].includes(state);

/** How a list stands: who is there, who is not, whose seat nobody has marked. */
export function tally(lines: readonly Pick<RosterLine, 'id' | 'state' | 'role'>[], marks: Marks) {
  const count = { there: 0, learners: 0, away: 0, open: 0 };
  for (const line of lines) {
    const walked = line.state === 'walk_in';
    if (!walked && !isSeat(line)) continue;
    const attendance = walked ? 'attended' : attendanceOf(line, marks);
    if (attendance === null) count.open += 1;
    else if (!isThere(attendance)) count.away += 1;
    else {
      count.there += 1;
      if (line.role === 'learner') count.learners += 1;
    }
  }
  return count;
}

/**
 * How many people off the list a session of the log counts: its anonymous ones, without those of the list whom the
 * lead does not follow.
 */
export function offTheList(
  lines: readonly Pick<RosterLine, 'id' | 'state' | 'role'>[],
  named: number,
  anonymous: number,
): number {
  const unnamed = tally(lines, {}).learners - named;
  return Math.max(0, anonymous - Math.max(0, unnamed));
}

/** Marks of people who are still on the list with a seat: what is sent. */
export function toSend(lines: readonly Pick<RosterLine, 'id' | 'state'>[], marks: Marks) {
  return lines
    .filter((line) => isSeat(line) && marks[line.id] && marks[line.id] !== line.state)
    .map(({ id }) => ({ enrolment_id: id, attendance: marks[id]! }));
}
