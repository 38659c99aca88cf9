import type { Competence, PlacementAnswer } from '$lib/api/levels';

/** Answers to the statements of a competence, in their order, as far as they are given. */
export type Answers = readonly PlacementAnswer[];

/** With the answer to one statement given, or given anew; answers come in order. */
export function answered(answers: Answers, at: number, answer: PlacementAnswer): PlacementAnswer[] {
  const next = [...answers];
  next[Math.min(at, next.length)] = answer;
  return next;
}

/** The first statement without an answer; null when there is none. */
export function firstOpen(competence: Competence, answers: Answers): number | null {
  return answers.length < competence.statements.length ? answers.length : null;
}

/** What the server will make of the answers, to show it before it is sent: how many things one does alone. */
export function previewLevel(answers: Answers): number {
  return answers.filter((answer) => answer === 'alone').length;
}

/** Somebody who does all of it alone may be higher up than the statements go. */
export function mayBeHigher(competence: Competence, answers: Answers): boolean {
  const { length } = competence.statements;
  return previewLevel(answers) === length && competence.max_level > length;
}
