import { api, ok } from '$lib/api/client';
import { localToday } from '$lib/format';
import { findDraft } from '$lib/offline/drafts';
import { isSession, type SessionEntry } from '$lib/offline/entry';
import { outbox } from '$lib/offline/outbox.svelte';
import { session } from '$lib/session.svelte';
import { fullName } from './people';
import { emptyValues, valuesFromPattern, valuesFromView, type Person, type SessionValues } from './values';

/** How the log form opens: what it is filled with, and why. */
export interface Start {
  values: SessionValues;
  from: 'new' | 'draft' | 'pattern' | 'copy' | 'person' | 'fix';
  /** The refused session that the form corrects. */
  entry?: SessionEntry;
}

export const draftKey = () => `${session.account?.id}:session`;

/**
 * `?corriger=` a refused session, `?copie=` of a session, `?repeter=` a pattern, `?personne=` a followed learner;
 * else the draft, else a new form.
 */
export async function startFrom(query: URLSearchParams): Promise<Start> {
  const today = localToday();
  const { workspace } = session;
  const entry = query.has('corriger') ? await outbox.find(query.get('corriger')!) : undefined;
  if (entry && isSession(entry)) {
    // A form of before the last fields were added lacks them.
    const values = { ...emptyValues(workspace, today, entry.kind), ...entry.values };
    return { values, from: 'fix', entry };
  }
  const copied = query.get('copie');
  if (copied) {
    const view = await ok(api.GET('/api/sessions/{id}', { params: { path: { id: copied } } }));
    return { values: { ...valuesFromView(view), date: today, notes: '' }, from: 'copy' };
  }
  const pattern = query.has('repeter') ? workspace?.patterns[Number(query.get('repeter'))] : undefined;
  if (pattern) return { values: valuesFromPattern(pattern, workspace, today), from: 'pattern' };
  const empty = emptyValues(workspace, today, query.get('type') === 'atelier' ? 'workshop' : 'individual');
  const draft = await findDraft<SessionValues>(draftKey());
  const personId = query.get('personne');
  if (personId) {
    const person = await ok(api.GET('/api/learners/{id}', { params: { path: { id: personId } } }));
    return {
      values: withPerson({ ...empty, ...draft }, { id: person.id, name: fullName(person) }),
      from: 'person',
    };
  }
  return draft ? { values: { ...empty, ...draft }, from: 'draft' } : { values: empty, from: 'new' };
}

function withPerson(values: SessionValues, person: Person): SessionValues {
  if (values.kind === 'individual') return { ...values, learner: person };
  const others = values.learners.filter(({ id }) => id !== person.id);
  return { ...values, learners: [...others, person] };
}
