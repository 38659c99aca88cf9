import { describe, expect, test } from 'vitest';
import { individualView, TODAY, workspace } from './fixtures';
import { emptyValues, inputFromValues, valuesFromPattern, valuesFromView } from './values';

describe('a new form', () => {
  test('proposes today, the last place and the last length of its kind', () => {
    const values = emptyValues(workspace, TODAY);
    expect(values).toMatchObject({ date: TODAY, place: 'place:place-b', duration_min: 45, themes: [] });
    expect(emptyValues(workspace, TODAY, 'workshop').duration_min).toBe(120);
  });

  test('works before anything is known', () => {
    expect(emptyValues(null, TODAY)).toMatchObject({ place: '', duration_min: 30 });
  });
});

test('a pattern fills everything but the people and the date', () => {
  const values = valuesFromPattern(workspace.patterns[0]!, workspace, TODAY);
  expect(values).toMatchObject({
    kind: 'workshop',
    themes: ['email'],
    duration_min: 120,
    date: TODAY,
    place: 'place:place-b',
    title: 'Premiers courriels',
    level: 'debutant',
    learners: [],
  });
});

test('a session that is read and sent again unchanged says the same', () => {
  expect(inputFromValues(valuesFromView(individualView))).toEqual({
    date: '2026-03-10',
    start_time: '09:30',
    duration_min: 45,
    place_type: 'domicile',
    commune_code: '44109',
    themes: ['aide_aux_demarches_administratives', 'logement'],
    equipment: ['telephone'],
    tag_ids: ['tag-a'],
    competences: [{ competence_id: 'competence-a', target_level: 2 }],
    programme_id: 'programme-a',
    procedure_detail: 'Demande de logement',
    notes: 'Rappeler jeudi.',
    anonymous: {
      gender: 'feminin',
      age_band: 'soixante_dix_plus',
      commune_code: '44109',
      already_supported: true,
    },
    autonomy: 'autonome',
    redirected: true,
    redirection: 'administration',
  });
});

describe('what is sent', () => {
  const values = { ...emptyValues(workspace, TODAY), themes: ['email'] };

  test('holds nothing that was left empty', () => {
    expect(inputFromValues(values)).toEqual({
      date: TODAY,
      duration_min: 45,
      place_type: 'lieu_activite',
      place_id: 'place-b',
      themes: ['email'],
    });
  });

  test('can be told of a form that was kept on the device before there were competences', () => {
    const old: Partial<typeof values> = { ...values };
    delete old.competences;
    expect(inputFromValues(old as typeof values)).not.toHaveProperty('competences');
  });

  test('names the learner instead of describing an anonymous person', () => {
    const input = inputFromValues({ ...values, learner: { id: 'l', name: 'L' }, gender: 'feminin' });
    expect(input).toMatchObject({ learner_id: 'l' });
    expect(input).not.toHaveProperty('anonymous');
  });

  test('holds a redirection only when the person was redirected', () => {
    expect(inputFromValues({ ...values, redirected: false, redirection: 'autre' })).not.toHaveProperty(
      'redirection',
    );
  });

  test('holds a commune only where one is needed', () => {
    const commune = { code: '44109', name: 'Nantes' };
    expect(inputFromValues({ ...values, place: 'a_distance', commune })).not.toHaveProperty('commune_code');
  });

  test('keeps to its kind', () => {
    const workshop = inputFromValues({
      ...values,
      kind: 'workshop',
      autonomy: 'autonome',
      title: ' Atelier ',
    });
    expect(workshop).toMatchObject({ title: 'Atelier', learner_ids: [] });
    expect(workshop).not.toHaveProperty('autonomy');
  });
});
