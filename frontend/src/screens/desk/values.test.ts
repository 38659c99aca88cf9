import { expect, test } from 'vitest';
import type { Template, Workshop } from './api';
import { between, emptyWorkshop, later, valuesFromWorkshop, withTemplate, workshopInput } from './values';

test('times are those of the clock on the wall, and an end stays on its day', () => {
  expect(between('09:30', '12:00')).toBe(150);
  expect(later('14:00', 90)).toBe('15:30');
  expect(later('22:00', 240)).toBe('23:45');
});

test('a workshop at a distance has neither place nor room, and sends nothing of them', () => {
  const typed = {
    ...emptyWorkshop({ id: 'p', name: 'Médiathèque' }),
    where: 'remote' as const,
    room_id: 'r',
    needs_wires: true,
    devices: [{ pool_id: 'd', devices: 3 }],
    remote_url: ' https://visio.exemple.fr/a ',
  };
  expect(workshopInput(typed)).toMatchObject({
    place_id: null,
    room_id: null,
    remote_url: 'https://visio.exemple.fr/a',
    needs_wires: false,
    devices: [],
  });
});

test('a competence without a chosen level brings to the first', () => {
  const typed = { ...emptyWorkshop(null), competences: [{ competence_id: 'c', target_level: null }] };
  expect(workshopInput(typed).competences).toEqual([{ competence_id: 'c', target_level: 1 }]);
});

test('a template fills what it knows, and leaves when and where alone', () => {
  const template = {
    id: 't',
    title: 'Mots de passe',
    objectives: null,
    duration_min: 90,
    min_people: 2,
    max_people: 6,
    devices_per_learner: 1,
    needs_wires: true,
    themes: ['securite_numerique'],
    competences: [{ competence_id: 'c', target_level: 2 }],
  } as unknown as Template;
  const typed = {
    ...emptyWorkshop({ id: 'p', name: 'Médiathèque' }),
    date: '2027-03-01',
    start_time: '10:00',
  };
  expect(withTemplate(typed, template)).toMatchObject({
    template_id: 't',
    title: 'Mots de passe',
    date: '2027-03-01',
    start_time: '10:00',
    end_time: '11:30',
    capacity: 6,
    min_people: 2,
    place: { id: 'p' },
  });
});

test('what was read is sent back the same', () => {
  const view = {
    template_id: 't',
    title: 'Mots de passe',
    objectives: 'En choisir un solide.',
    date: '2027-03-01',
    start_time: '10:00',
    end_time: '11:30',
    is_remote: false,
    place: { id: 'p', name: 'Médiathèque' },
    room_id: 'r',
    remote_url: null,
    programme_id: 'g',
    themes: ['securite_numerique'],
    competences: [{ competence_id: 'c', target_level: 2 }],
    capacity: 6,
    min_people: 2,
    devices: [{ pool_id: 'd', devices: 6 }],
    devices_per_learner: 1,
    needs_wires: true,
    visibility: 'invitation',
    approval: 'coordinator',
    setup_min: 15,
    teardown_min: 30,
  } as unknown as Workshop;
  const same = { ...view, place_id: 'p' } as Record<string, unknown>;
  delete same['is_remote'];
  delete same['place'];
  expect(workshopInput(valuesFromWorkshop(view))).toEqual(same);
});
