import { expect, it } from 'vitest';
import { fieldErrors, Problem } from '$lib/api/problem';
import { emptyGoal, namingGoals, toInput, validate, type PairValues } from './values';

const TODAY = '2026-11-28';
const goal = { competence_id: 'mail', target_level: '3', by_on: '2027-02-28' };
const pair: PairValues = { as: 'learner', facilitator_id: 'f', learner_id: '', goals: [goal] };

it('asks for the other of the two, as one learns or mentors', () => {
  expect(validate(pair, TODAY)).toEqual({});
  expect(Object.keys(validate({ ...pair, facilitator_id: '' }, TODAY))).toEqual(['facilitator_id']);
  expect(Object.keys(validate({ ...pair, as: 'mentor' }, TODAY))).toEqual(['learner_id']);
});

it('asks for a competence once, a level, and a day to come, goal by goal', () => {
  const goals = [goal, { ...goal, by_on: TODAY }, emptyGoal('2027-01-01')];
  expect(Object.keys(validate({ ...pair, goals }, TODAY))).toEqual([
    'goal1_competence_id',
    'goal1_by_on',
    'goal2_competence_id',
    'goal2_target_level',
  ]);
});

it('sends one of the two alone', () => {
  expect(toInput({ ...pair, learner_id: 'l' })).toEqual({
    facilitator_id: 'f',
    goals: [{ competence_id: 'mail', target_level: 3, by_on: '2027-02-28' }],
  });
  expect(toInput({ ...pair, as: 'mentor', learner_id: 'l' })).not.toHaveProperty('facilitator_id');
});

it('finds the goal that the server refuses', () => {
  const problem = new Problem(422, 'invalid', '', [
    { pointer: '/goals/1/target_level', code: 'above_own_level', message: 'Trop haut.' },
    { pointer: '/learner_id', code: 'no_account', message: 'Un compte.' },
  ]);
  expect(fieldErrors(namingGoals(problem))).toEqual({
    goal1_target_level: 'Trop haut.',
    learner_id: 'Un compte.',
  });
});
