import { isProblem, Problem } from '$lib/api/problem';
import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';
import { isDate } from '$lib/sessions/validate';
import type { Weekday, Workshop } from '$screens/desk/api';
import { between, later, workshopInput, type WorkshopValues } from '$screens/desk/values';
import type { Series, SeriesInput, SeriesSession } from './api';

/** How a workshop comes back, as typed. */
export interface Repeat {
  frequency: 'never' | SeriesInput['rule']['frequency'];
  interval: number;
  /** Null as long as nobody has chosen: that of the first day. */
  weekdays: Weekday[] | null;
  /** Of the month, and as the first day has it. */
  monthly: 'day' | 'last_day' | 'nth' | 'last_nth';
  ends: 'count' | 'until';
  count: number;
  until: string;
  skips_holidays: boolean;
  except_on: string[];
}

export const neverAgain = (): Repeat => ({
  frequency: 'never',
  interval: 1,
  weekdays: null,
  monthly: 'day',
  ends: 'count',
  count: 5,
  until: '',
  skips_holidays: true,
  except_on: [],
});

const WEEKDAYS: readonly Weekday[] = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const WEEK = 7;
const noon = (date: string) => new Date(`${date}T12:00:00Z`);

/** What a day is in its week and in its month. */
export function standing(date: string) {
  const day = noon(date);
  const number = day.getUTCDate();
  const length = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  return {
    weekday: WEEKDAYS[day.getUTCDay()]!,
    day: number,
    nth: Math.ceil(number / WEEK),
    isLastDay: number === length,
    isLastNth: number + WEEK > length,
  };
}

/** The days of the week chosen, or that of the first day where nobody has. */
export function chosenDays({ frequency, weekdays }: Repeat, date: string): Weekday[] {
  if (weekdays) return weekdays;
  return frequency === 'weekly' && isDate(date) ? [standing(date).weekday] : [];
}

function ruleOf(repeat: Repeat, date: string): SeriesInput['rule'] {
  const { frequency, interval, monthly, ends, count, until } = repeat;
  const rule: SeriesInput['rule'] = {
    frequency: frequency === 'never' ? 'weekly' : frequency,
    interval,
    ...(ends === 'count' ? { count } : { until }),
  };
  if (frequency !== 'monthly') return { ...rule, weekdays: chosenDays(repeat, date) };
  const { weekday, day, nth } = standing(date);
  if (monthly === 'day' || monthly === 'last_day') {
    return { ...rule, month_day: monthly === 'day' ? day : -1 };
  }
  return { ...rule, weekdays: [weekday], nth: monthly === 'nth' ? nth : -1 };
}

export function seriesInput(values: WorkshopValues, repeat: Repeat): SeriesInput {
  const { date, start_time, end_time, ...workshop } = workshopInput(values);
  return {
    ...workshop,
    rule: ruleOf(repeat, date),
    first_on: date,
    start_time,
    duration_min: between(start_time, end_time),
    skips_holidays: repeat.skips_holidays,
    except_on: repeat.except_on,
  };
}

/** Days may be looked at before the rest is filled; null while there is no day and hour to begin with. */
export function lookAhead(values: WorkshopValues, repeat: Repeat): SeriesInput | null {
  const ends = repeat.ends === 'count' || isDate(repeat.until);
  const isTimed = values.start_time !== '' && values.end_time !== '';
  if (!isDate(values.date) || !isTimed || !ends) return null;
  const rest = { title: null, remote_url: null, capacity: null, min_people: null };
  const body = { ...seriesInput(values, repeat), ...rest };
  return body.duration_min > 0 ? body : null;
}

/** What is wrong with it; the server says the same, this only says it sooner. */
export function validateRepeat(repeat: Repeat, date: string): Errors {
  const errors: Errors = {};
  if (repeat.frequency === 'weekly' && isDate(date) && chosenDays(repeat, date).length === 0) {
    errors['rule.weekdays'] = m.series_error_weekdays();
  }
  if (repeat.ends === 'until' && !isDate(repeat.until)) errors['rule.until'] = m.series_error_until();
  return errors;
}

const PLACES: Record<string, string> = {
  '/first_on': '/date',
  '/duration_min': '/end_time',
  '/rule/nth': '/rule/month_day',
  '/rule': '/',
  '/session_id': '/',
};

/** The same refusal where this form asks: by its fields, and all that is said of one together. */
export function inForm(error: unknown): unknown {
  if (!isProblem(error) || error.errors.length === 0) return error;
  const told = new Map<string, { code: string; messages: Set<string> }>();
  for (const { pointer, code, message } of error.errors) {
    const own = pointer.replace(/^\/series(?=\/)/, '').replace(/\/\d+(?=\/|$)/g, '');
    const place = PLACES[own] ?? own;
    const known = told.get(place) ?? { code, messages: new Set() };
    told.set(place, { code: known.code, messages: known.messages.add(message) });
  }
  const errors = [...told].map(([pointer, { code, messages }]) => {
    return { pointer, code, message: [...messages].join(' ') };
  });
  const { status, code, detail, requestId, currentVersion } = error;
  return new Problem(status, code, detail, errors, requestId, currentVersion);
}

/** Neither held nor cancelled, and still to begin. */
export function toCome(series: Series, now = Date.now()): SeriesSession[] {
  return series.sessions.filter(
    ({ state, starts_at }) =>
      (state === 'draft' || state === 'published') && new Date(starts_at).getTime() > now,
  );
}

const dayOf = ({ series_on, date }: SeriesSession) => series_on ?? date;

/** The sessions that a change or an end concerns, from one of them on. */
export function concerned(series: Series, session: string, scope: 'this' | 'following' | 'all') {
  const open = toCome(series);
  const chosen = open.find(({ id }) => id === session);
  if (!chosen || scope === 'all') return chosen ? open : [];
  if (scope === 'this') return [chosen];
  return open.filter((own) => dayOf(own) >= dayOf(chosen));
}

/** The series as it goes on from a day: what there is to change. */
export function repeatFrom(series: Series, from: string): Repeat {
  const { rule, plan } = series;
  const monthly = rule.nth === null ? 'day' : 'nth';
  const isLast = rule.month_day === -1 || rule.nth === -1;
  // Days of the rule that have passed count no more; one may be both cancelled and left out.
  const days = new Set([...series.sessions.map(dayOf), ...series.skipped.map(({ date }) => date)]);
  const passed = [...days].filter((day) => day < from).length;
  return {
    frequency: rule.frequency,
    interval: rule.interval ?? 1,
    weekdays: rule.weekdays ?? [],
    monthly: isLast ? (monthly === 'day' ? 'last_day' : 'last_nth') : monthly,
    ends: rule.until === null ? 'count' : 'until',
    count: Math.max(1, (rule.count ?? 1) - passed),
    until: rule.until ?? '',
    skips_holidays: plan?.skips_holidays ?? false,
    except_on: (plan?.except_on ?? []).filter((day) => day >= from),
  };
}

/** The form of what comes back, from one of its sessions; that one may have been changed alone. */
export function valuesFromPlan(
  plan: NonNullable<Series['plan']>,
  from: string,
  values: WorkshopValues,
  own: Workshop,
): WorkshopValues {
  const isRemote = plan.place_id === null && plan.remote_url !== null;
  const place = own.place?.id === plan.place_id ? own.place : null;
  return {
    ...values,
    template_id: plan.template_id ?? '',
    title: plan.title ?? values.title,
    objectives: plan.objectives ?? values.objectives,
    themes: plan.themes.length > 0 ? [...plan.themes] : values.themes,
    competences: plan.competences.length > 0 ? [...plan.competences] : values.competences,
    date: from,
    start_time: plan.start_time,
    end_time: later(plan.start_time, plan.duration_min),
    where: isRemote ? 'remote' : 'place',
    place: place ?? (plan.place_id === null ? null : { id: plan.place_id, name: '' }),
    room_id: plan.room_id ?? '',
    remote_url: plan.remote_url ?? '',
    capacity: plan.capacity ?? values.capacity,
    min_people: plan.min_people ?? values.min_people,
    visibility: plan.visibility,
    approval: plan.approval ?? values.approval,
    setup_min: plan.setup_min,
    teardown_min: plan.teardown_min,
    devices: plan.devices.map(({ pool_id, devices }) => ({ pool_id, devices })),
    devices_per_learner: plan.devices_per_learner ?? values.devices_per_learner,
    needs_wires: plan.needs_wires ?? values.needs_wires,
    programme_id: plan.programme_id,
  };
}

/** The day from which a scope begins. */
export function beginning(series: Series, session: string, scope: 'following' | 'all'): string | null {
  const days = concerned(series, session, scope).map(dayOf).sort();
  return days[0] ?? null;
}
