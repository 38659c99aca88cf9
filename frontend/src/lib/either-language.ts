import { getLocale } from '$lib/paraglide/runtime';

type Message<Inputs> = string | ((inputs: Inputs) => string);

/** One message out of its two languages: what the build puts in place of Paraglide's own choice. */
export const eitherLanguage =
  <Inputs>(fr: Message<Inputs>, en: Message<Inputs>) =>
  (inputs: Inputs): string => {
    const message = getLocale() === 'en' ? en : fr;
    return typeof message === 'string' ? message : message(inputs);
  };
