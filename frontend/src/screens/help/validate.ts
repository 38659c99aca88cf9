import type { HelpInput } from '$lib/api/help';
import type { Commune } from '$lib/api/types';
import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';
import { weeklyOf, type HalfDay } from './availability';

export interface HelpValues {
  competence: string;
  level: number | null;
  question: string;
  commune: Commune | null;
  hidesName: boolean;
  halfDays: HalfDay[];
}

export function validateHelp({ competence, question, commune }: HelpValues): Errors {
  const errors: Errors = {};
  if (competence === '' && question.trim() === '') errors['question'] = m.help_error_question();
  if (commune === null) errors['commune_code'] = m.help_error_commune();
  return errors;
}

/** What is sent; hours left empty keep those said before. */
export function helpInput(values: HelpValues): HelpInput {
  const weekly = weeklyOf(values.halfDays);
  return {
    competence_id: values.competence || null,
    target_level: values.competence ? values.level : null,
    question: values.question.trim() || null,
    commune_code: values.commune?.code ?? '',
    hides_name: values.hidesName,
    ...(weekly.length > 0 ? { weekly } : {}),
  };
}
