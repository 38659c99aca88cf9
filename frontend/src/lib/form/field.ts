/** The id of the control of a field, from its name in the form. */
export const fieldId = (name: string) => `f-${name.replaceAll('.', '-')}`;

/** Errors of a form: field name → sentence. */
export type Errors = Record<string, string>;
