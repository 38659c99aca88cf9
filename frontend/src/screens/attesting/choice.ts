/** What may be tapped for a person on a competence: the server's answer, level by level. */
import type { Attestable, OwnReach, Refusal } from './api';

export type LevelState = 'allowed' | 'with_cosignature' | 'refused';

export interface LevelChoice {
  level: number;
  state: LevelState;
}

/** One entry for each level that can be reached. */
export function levelChoices(view: Attestable, max: number): LevelChoice[] {
  const stateOf = (level: number): LevelState => {
    if (view.allowed.includes(level)) return 'allowed';
    return view.with_cosignature.includes(level) ? 'with_cosignature' : 'refused';
  };
  return Array.from({ length: max }, (_, index) => ({ level: index + 1, state: stateOf(index + 1) }));
}

export const COSIGNATURE = 'more_than_one_step';

/** Whether a coordinator's signature is all that is missing. */
export const needsOnlyCosignature = (refusals: readonly { code: string }[]) =>
  refusals.length > 0 && refusals.every(({ code }) => code === COSIGNATURE);

/**
 * Why the levels that cannot be tapped cannot: the server's rules on the lowest of them. Where it only speaks of
 * the co-signature, what stands in the way higher up is how far one goes oneself, which it tells beside.
 */
export function whyNot(view: Attestable, max: number): { refusals: Refusal[]; byReach: boolean } {
  if (levelChoices(view, max).every(({ state }) => state !== 'refused'))
    return { refusals: [], byReach: false };
  const refusals = view.refusals.filter(({ code }) => code !== COSIGNATURE);
  return { refusals, byReach: refusals.length === 0 && view.refusals.length > 0 };
}

/** How far one may go oneself; null: nowhere yet. */
export function reachOf(reach: OwnReach): { level: number; by: 'own' | 'grant' } | null {
  const [own, granted] = [reach.own ?? 0, reach.granted ?? 0];
  if (own === 0 && granted === 0) return null;
  return own >= granted ? { level: own, by: 'own' } : { level: granted, by: 'grant' };
}

/** The proof said today by oneself, when V rests on it: what « Retirer » takes back after a reload. */
export function ownOfToday(view: Attestable, today: string, name: string): string | null {
  const { verified, attested_today } = view;
  const isOwn =
    verified?.kind === 'peer' &&
    verified.observed_on === today &&
    verified.level === attested_today &&
    verified.issuer_name === name;
  return isOwn ? verified.evidence_id : null;
}
