/** The place form: what is typed, how it is checked, what is sent. Pure. */
import type { PlaceInput, PlaceView } from '$lib/api/places';
import type { Commune } from '$lib/api/types';
import type { Errors } from '$lib/form/field';
import type { PlaceList } from '$lib/lists/lists.svelte';
import { m } from '$lib/paraglide/messages';

/** Fields of the standard that take one line or one block of text. */
const TEXTS = [
  'name',
  'pivot',
  'organization_id',
  'standard_id',
  'postcode',
  'address',
  'address_extra',
  'phone',
  'opening_hours',
  'summary',
  'description',
  'source',
  'parent',
  'updated_on',
  'accessibility_url',
  'booking_url',
] as const;
type TextField = (typeof TEXTS)[number];

/** Fields of several lines of text: one value a line. */
const LINES = ['emails', 'websites', 'other_labels'] as const;
type LineField = (typeof LINES)[number];

/** Fields ticked in a closed list. */
export const CHOICES = {
  typologies: 'typology',
  itinerancy: 'itinerancy',
  services: 'service',
  audiences: 'audience',
  special_care: 'special_care',
  fees: 'fee',
  national_programmes: 'national_programme',
  training_labels: 'training_label',
  access_modes: 'access_mode',
  support_modes: 'support_mode',
} as const satisfies Partial<Record<keyof PlaceInput, PlaceList>>;
export type ChoiceField = keyof typeof CHOICES;
const CHOICE_FIELDS = Object.keys(CHOICES) as ChoiceField[];

export type PlaceValues = Record<TextField | LineField, string> &
  Record<ChoiceField, string[]> & { commune: Commune | null; latitude: string; longitude: string };

const each = <Name extends string, Value>(names: readonly Name[], value: (name: Name) => Value) =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;

export const emptyPlace = (): PlaceValues => ({
  ...each([...TEXTS, ...LINES], () => ''),
  ...each(CHOICE_FIELDS, () => [] as string[]),
  commune: null,
  latitude: '',
  longitude: '',
});

export function valuesOf(place: PlaceView): PlaceValues {
  const commune = place.commune ?? { code: place.commune_code, name: place.commune_name ?? '' };
  return {
    ...each(TEXTS, (name) => place[name] ?? ''),
    ...each(LINES, (name) => place[name].join('\n')),
    ...each(CHOICE_FIELDS, (name) => [...place[name]]),
    commune: commune.code ? commune : null,
    latitude: place.latitude === null ? '' : String(place.latitude),
    longitude: place.longitude === null ? '' : String(place.longitude),
  };
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A decimal comma is as good as a point. */
const number = (text: string) => Number(text.trim().replace(',', '.').replace('−', '-'));

const SUMMARY_MAX = 280;
const PIVOT = /^[a-zA-Z0-9]{9,14}$/;
/** As the standard writes it: international, without spaces. */
const PHONE = /^\+(33|590|594|262|596|269|687|689|508|681)\d{6,9}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const URL = /^https?:\/\/\S+$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function validate(values: PlaceValues): Errors {
  const errors: Errors = {};
  const check = (field: string, wrong: boolean, message: () => string) => {
    if (wrong) errors[field] ??= message();
  };
  const filled = (field: TextField) => values[field].trim();
  check('name', filled('name') === '', m.places_error_name);
  check('commune_code', values.commune === null, m.places_error_commune);
  check('postcode', !/^\d{5}$/.test(filled('postcode')), m.places_error_postcode);
  check('address', filled('address') === '', m.places_error_address);
  check('pivot', filled('pivot') !== '' && !PIVOT.test(filled('pivot')), m.places_error_pivot);
  const phone = values.phone.replace(/\s/g, '');
  check('phone', phone !== '' && !PHONE.test(phone), m.places_error_phone);
  for (const value of lines(values.emails)) {
    check('emails', !EMAIL.test(value), () => m.places_error_email({ value }));
  }
  for (const value of lines(values.websites)) {
    check('websites', !URL.test(value), () => m.places_error_url({ value }));
  }
  for (const field of ['accessibility_url', 'booking_url'] as const) {
    const value = filled(field);
    check(field, value !== '' && !URL.test(value), () => m.places_error_url({ value }));
  }
  checkCoordinates(values, check);
  check('summary', values.summary.length > SUMMARY_MAX, m.places_error_summary);
  check('updated_on', filled('updated_on') !== '' && !DAY.test(filled('updated_on')), m.places_error_date);
  return errors;
}

function checkCoordinates(
  values: PlaceValues,
  check: (field: string, wrong: boolean, message: () => string) => void,
) {
  const [latitude, longitude] = [values.latitude.trim(), values.longitude.trim()];
  if (latitude === '' && longitude === '') return;
  check('latitude', latitude === '', m.places_error_both);
  check('longitude', longitude === '', m.places_error_both);
  check('latitude', !(Math.abs(number(latitude)) <= 90), m.places_error_latitude);
  check('longitude', !(Math.abs(number(longitude)) <= 180), m.places_error_longitude);
}

export const summaryLeft = (summary: string) => SUMMARY_MAX - summary.length;

export function toInput(values: PlaceValues): PlaceInput {
  const filled = (field: TextField) => values[field].trim() || undefined;
  return {
    ...each(TEXTS, filled),
    ...each(LINES, (name) => lines(values[name])),
    ...each(CHOICE_FIELDS, (name) => values[name]),
    name: values.name.trim(),
    postcode: values.postcode.trim(),
    address: values.address.trim(),
    phone: values.phone.replace(/\s/g, '') || undefined,
    commune_code: values.commune?.code ?? '',
    commune_name: values.commune?.name || undefined,
    latitude: values.latitude.trim() === '' ? undefined : number(values.latitude),
    longitude: values.longitude.trim() === '' ? undefined : number(values.longitude),
  };
}
