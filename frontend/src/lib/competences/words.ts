/** Levels and what they rest on, in words. */
import type { EvidenceKind, Proof } from '$lib/api/competences';
import { formatDate } from '$lib/format';
import { m } from '$lib/paraglide/messages';
import { competences } from './catalogue.svelte';

/** « niveau 2 (Novice 2) » */
export function levelWords(level: number): string {
  const name = competences.levelName(level);
  return name === '' ? m.level_plain({ level }) : m.level_with_name({ level, name });
}

/** Who said so, and when: « attesté par Amélie Roussel le 3 novembre 2026 ». */
export function saidBy(kind: EvidenceKind, day: string, issuer: string | null): string {
  const date = formatDate(day);
  switch (kind) {
    case 'self':
      return m.proof_self({ date });
    case 'peer':
      return issuer ? m.proof_peer({ name: issuer, date }) : m.proof_peer_unnamed({ date });
    case 'pix_profile':
      return m.proof_pix_profile({ date });
    case 'pix_certified':
      return m.proof_pix_certified({ date });
  }
}

/** « niveau 2 (Novice 2), attesté par … le … » */
export const proofWords = (proof: Proof) =>
  m.proof_told({
    level: levelWords(proof.level),
    said: saidBy(proof.kind, proof.observed_on, proof.issuer_name),
  });
