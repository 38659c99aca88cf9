import type {
  ActKind,
  Catalogue,
  Competence,
  Evidence,
  EvidenceKind,
  NextStep,
  Proof,
} from '$lib/api/levels';
import { eitherText } from '$lib/either-text';
import { formatDate, formatShortDate, shiftDay } from '$lib/format';
import { m } from '$lib/paraglide/messages';

export const shortName = (competence: Competence) => eitherText(competence, 'short');

/** « Indépendant 1 », as the network calls a level. */
export function levelLabel(catalogue: Catalogue, level: number): string {
  const words = catalogue.levels.find((item) => item.level === level);
  return words ? eitherText(words, 'label') : m.levels_number({ level });
}

/** « Niveau 3 : Indépendant 1 »; a beginner is not told a zero. */
export function levelNamed(catalogue: Catalogue, level: number): string {
  const label = levelLabel(catalogue, level);
  return level === 0 ? label : m.levels_named({ level, label });
}

/** What a level means to the person. */
export function levelMeaning(catalogue: Catalogue, level: number): string {
  const words = catalogue.levels.find((item) => item.level === level);
  return words ? eitherText(words, 'words') : '';
}

export const kindWords: Record<EvidenceKind, () => string> = {
  self: m.levels_kind_self,
  peer: m.levels_kind_peer,
  pix_profile: m.levels_kind_pix_profile,
  pix_certified: m.levels_kind_pix_certified,
};

/** Who says so, and when. */
export function saidBy({ kind, observed_on, issuer_name: name }: Proof): string {
  const date = formatDate(observed_on);
  if (kind === 'peer') return name ? m.levels_by_peer({ name, date }) : m.levels_by_peer_unnamed({ date });
  if (kind === 'self') return m.levels_by_self({ date });
  return kind === 'pix_profile' ? m.levels_by_pix_profile({ date }) : m.levels_by_pix_certified({ date });
}

/** The server names the first day without it; people count the last day with it. */
export const lastDay = (expiresOn: string) => shiftDay(expiresOn, -1);

export function validity({ expires_on }: Pick<Proof, 'expires_on'>): string {
  return expires_on
    ? m.levels_valid_until({ date: formatDate(lastDay(expires_on)) })
    : m.levels_valid_always();
}

export const placementPath = ({ code }: Competence) =>
  `/mon-parcours/placement?${new URLSearchParams({ competence: code })}`;

export const competencePath = ({ code }: Competence) => `/mon-parcours/${encodeURIComponent(code)}`;

/** The next step in a few words, and where it is explained or done; nowhere from the top. */
export function stepLink(
  step: NextStep,
  competence: Competence,
): { text: string; label: string; href: string } | null {
  const name = shortName(competence);
  const level = step.level ?? 1;
  const href = competencePath(competence);
  switch (step.kind) {
    case 'place_yourself':
      return {
        text: m.levels_step_place(),
        label: m.levels_step_place_of({ name }),
        href: placementPath(competence),
      };
    case 'get_verified':
      return { text: m.levels_step_verify({ level }), label: m.levels_step_verify_of({ level, name }), href };
    case 'renew':
      return { text: m.levels_step_renew({ level }), label: m.levels_step_renew_of({ level, name }), href };
    case 'go_up':
      return { text: m.levels_step_up({ level }), label: m.levels_step_up_of({ level, name }), href };
    case 'at_the_top':
      return null;
  }
}

export interface ProofState {
  words: string;
  tone: '' | 'ok' | 'warn' | 'bad';
}

/** What became of a proof. Of one's own answers the latest counts, which `declared` names. */
export function proofState(proof: Evidence, declared: Proof | null): ProofState {
  if (proof.state === 'revoked') return { words: m.levels_state_revoked(), tone: 'bad' };
  if (proof.state === 'disputed') return { words: m.levels_state_disputed(), tone: 'warn' };
  if (!isStanding(proof, declared)) {
    const replaced = proof.state === 'superseded' || proof.counts;
    return { words: replaced ? m.levels_state_superseded() : m.levels_state_expired(), tone: '' };
  }
  return { words: m.levels_state_counts(), tone: 'ok' };
}

/** Whether a level may rest on it today. */
export function isStanding(proof: Evidence, declared: Proof | null): boolean {
  return proof.counts && (proof.kind !== 'self' || proof.id === declared?.evidence_id);
}

const ACTS: Record<ActKind, (words: { name: string; date: string }) => string> = {
  dispute: m.levels_act_dispute,
  clear: m.levels_act_clear,
  revoke: m.levels_act_revoke,
  confirm: m.levels_act_confirm,
};

export function actWords(act: Evidence['acts'][number]): string {
  return ACTS[act.kind]({ name: act.author_name, date: formatShortDate(act.at.slice(0, 10)) });
}
