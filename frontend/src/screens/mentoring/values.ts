/** The form of a pair: who with whom, and one to three goals. */
import { Problem } from '$lib/api/problem';
import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';
import type { PairInput } from './api';

export const MOST_GOALS = 3;

export interface GoalValues {
  competence_id: string;
  /** '' as long as none is chosen. */
  target_level: string;
  by_on: string;
}

export interface PairValues {
  as: 'learner' | 'mentor';
  facilitator_id: string;
  learner_id: string;
  goals: GoalValues[];
}

export const emptyGoal = (by_on: string): GoalValues => ({ competence_id: '', target_level: '', by_on });

/** The name of a field of a goal in the form. */
export const goalField = (at: number, field: keyof GoalValues) => `goal${at}_${field}`;

export function validate(values: PairValues, today: string): Errors {
  const errors: Errors = {};
  values.goals.forEach(({ competence_id, target_level, by_on }, at) => {
    const before = values.goals.slice(0, at);
    if (competence_id === '') errors[goalField(at, 'competence_id')] = m.pair_error_competence();
    else if (before.some((goal) => goal.competence_id === competence_id)) {
      errors[goalField(at, 'competence_id')] = m.pair_error_twice();
    }
    if (target_level === '') errors[goalField(at, 'target_level')] = m.pair_error_level();
    if (by_on === '' || by_on <= today) errors[goalField(at, 'by_on')] = m.pair_error_day();
  });
  if (values.as === 'learner' && values.facilitator_id === '')
    errors['facilitator_id'] = m.pair_error_mentor();
  if (values.as === 'mentor' && values.learner_id === '') errors['learner_id'] = m.pair_error_learner();
  return errors;
}

export function toInput({ as, facilitator_id, learner_id, goals }: PairValues): PairInput {
  return {
    ...(as === 'learner' ? { facilitator_id } : { learner_id }),
    goals: goals.map(({ competence_id, target_level, by_on }) => ({
      competence_id,
      target_level: Number(target_level),
      by_on,
    })),
  };
}

/** The same problem, its goals named as the form names them: `/goals/1/by_on` is `goal1_by_on`. */
export function namingGoals(problem: Problem): Problem {
  const errors = problem.errors.map((error) => ({
    ...error,
    pointer: error.pointer.replace(/^\/goals\/(\d+)\/(\w+)$/, '/goal$1_$2'),
  }));
  const { status, code, detail, requestId } = problem;
  return new Problem(status, code, detail, errors, requestId);
}
