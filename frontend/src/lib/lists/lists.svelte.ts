import { language, type Locale } from '$lib/language.svelte';
import type sessionFr from './generated/session.fr';
import type coordinationFr from './generated/coordination.fr';
import type placeFr from './generated/place.fr';

export interface Option {
  code: string;
  label: string;
}

export type SessionList = keyof typeof sessionFr;
export type PlaceList = keyof typeof placeFr;
export type CoordinationList = keyof typeof coordinationFr;
export type ListName = SessionList | PlaceList | CoordinationList;

type Lists = Partial<Record<ListName, readonly Option[]>>;

const loaded = $state<Record<Locale, Lists>>({ fr: {}, en: {} });

/** The lists of the session forms: loaded once at the start, in the language in use. */
export async function loadSessionLists(locale: Locale = language.current) {
  const module = await (locale === 'fr'
    ? import('./generated/session.fr')
    : import('./generated/session.en'));
  Object.assign(loaded[locale], module.default);
}

/** The lists of the place form (92 kinds of organization …): for the screens that show places. */
export async function loadPlaceLists(locale: Locale = language.current) {
  const module = await (locale === 'fr' ? import('./generated/place.fr') : import('./generated/place.en'));
  Object.assign(loaded[locale], module.default);
}

/** The lists of the coordination forms: for the screens of coordinators. */
export async function loadCoordinationLists(locale: Locale = language.current) {
  const module = await (locale === 'fr'
    ? import('./generated/coordination.fr')
    : import('./generated/coordination.en'));
  Object.assign(loaded[locale], module.default);
}

/** The options of a list, in the language in use; empty until its group is loaded. */
export function list(name: ListName): readonly Option[] {
  return loaded[language.current][name] ?? [];
}

/** The label of one code; the code itself when it is not in the list. */
export function label(name: ListName, code: string): string {
  return list(name).find((option) => option.code === code)?.label ?? code;
}

/** The label of a theme, whether digital or administrative: sessions carry both in one list. */
export function themeLabel(code: string): string {
  const theme = list('theme').find((option) => option.code === code);
  return theme?.label ?? label('administrative_theme', code);
}
