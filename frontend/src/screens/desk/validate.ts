import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';
import { isDate } from '$lib/sessions/validate';
import { between, type TemplateValues, type WorkshopValues } from './values';

const isTime = (time: string) => /^\d\d:\d\d$/.test(time);
const isQuarter = (time: string) => Number(time.slice(3)) % 15 === 0;

/** What is wrong in the form, field by field; the server says the same, this only says it sooner. */
export function validateWorkshop(values: WorkshopValues): Errors {
  const errors: Errors = {};
  if (values.title.trim() === '') errors['title'] = m.desk_error_title();
  if (values.themes.length === 0) errors['themes'] = m.error_themes();
  if (!isDate(values.date)) errors['date'] = m.error_date();
  for (const name of ['start_time', 'end_time'] as const) {
    if (!isTime(values[name])) errors[name] = m.desk_error_time();
    else if (!isQuarter(values[name])) errors[name] = m.desk_error_quarter();
  }
  if (!errors['start_time'] && !errors['end_time'] && between(values.start_time, values.end_time) <= 0) {
    errors['end_time'] = m.desk_error_end();
  }
  if (values.min_people > Math.max(1, values.capacity)) errors['min_people'] = m.desk_error_least();
  return errors;
}

export function validateTemplate(values: TemplateValues): Errors {
  const errors: Errors = {};
  if (values.title.trim() === '') errors['title'] = m.desk_error_title();
  if (values.themes.length === 0) errors['themes'] = m.error_themes();
  if (values.min_people > values.max_people) errors['min_people'] = m.desk_error_least();
  return errors;
}
