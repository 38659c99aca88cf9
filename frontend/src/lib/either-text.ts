import { language } from './language.svelte';

type InBoth<Name extends string> = Readonly<Record<`${Name}_fr` | `${Name}_en`, string>>;

/** What the server says in two languages: `eitherText(competence, 'short')`. */
export function eitherText<Name extends string>(item: InBoth<Name>, name: Name): string {
  return language.current === 'en' ? item[`${name}_en`] : item[`${name}_fr`];
}
