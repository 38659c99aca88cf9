import { getLocale, overwriteGetLocale, setLocale as store, type Locale } from '$lib/paraglide/runtime';

export type { Locale };

/** The language in use. Reading it in a template (every message does) makes the template follow a change. */
let current = $state<Locale>(getLocale());
overwriteGetLocale(() => current);

export const language = {
  get current() {
    return current;
  },
  /** For `Intl`: French as written in France, British English for the same date order. */
  get tag() {
    return current === 'fr' ? 'fr-FR' : 'en-GB';
  },
};

/** Shows everything in another language at once; see switchLanguage for the whole of it. */
export function useLanguage(locale: Locale) {
  void store(locale, { reload: false });
  current = locale;
  document.documentElement.lang = locale;
}
