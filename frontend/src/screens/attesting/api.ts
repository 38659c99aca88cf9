import type { Answer, Input } from '$lib/api/answer';
import { api, ifMatch, ok } from '$lib/api/client';
import type { SessionCompetence } from '$lib/api/competences';

export type SessionLevels = Answer<'SessionLevels'>;
export type Attestable = Answer<'AttestableView'>;
export type AttestablePerson = Answer<'AttestablePerson'>;
export type OwnReach = Answer<'OwnReach'>;
export type Refusal = Answer<'RefusalView'>;
export type Attestation = Answer<'AttestationView'>;
export type AttestationInput = Input<'AttestationInput'>;

const at = (id: string) => ({ path: { id } });

export function readSessionLevels(id: string): Promise<SessionLevels> {
  return ok(api.GET('/api/sessions/{id}/levels', { params: at(id) }));
}

export async function sayWhatItWasAbout(id: string, version: number, competences: SessionCompetence[]) {
  const params = { ...at(id), header: ifMatch(version) };
  await api.PUT('/api/sessions/{id}/competences', { params, body: { competences } });
}

/** The id is the device's: sending the same again is one attestation. */
export function attest(id: string, body: AttestationInput): Promise<Attestation> {
  return ok(api.PUT('/api/attestations/{id}', { params: at(id), body }));
}

export async function takeBack(evidence: string, reason: string) {
  await api.POST('/api/evidence/{id}/acts', { params: at(evidence), body: { kind: 'revoke', reason } });
}
