import { language, useLanguage, type Locale } from '$lib/language.svelte';
import { loadSessionLists } from './lists.svelte';

/** The lists come first, so that nothing is ever shown half in one language. */
export async function switchLanguage(locale: Locale) {
  if (locale === language.current) return;
  await loadSessionLists(locale);
  useLanguage(locale);
}
