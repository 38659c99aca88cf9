import type {
  BadgeState,
  BadgeView,
  Catalogue,
  Competence,
  Proof,
  Revocation,
  Taught,
} from '$lib/api/badges';
import { formatDate, formatDuration, localToday, shiftDay } from '$lib/format';
import { language } from '$lib/language.svelte';
import { m } from '$lib/paraglide/messages';
import type { IconName } from '$lib/ui/icons';

interface Told {
  fr: string;
  en: string;
}

const told = ({ fr, en }: Told) => (language.current === 'en' ? en : fr);

export const titleOf = ({ title_fr, title_en }: { title_fr: string; title_en: string }) =>
  told({ fr: title_fr, en: title_en });

/** In plain words. */
export const plainName = ({ short_fr, short_en }: Competence) => told({ fr: short_fr, en: short_en });

/** « Niveau 3 sur 8 : Indépendant 1 »; the number alone without a catalogue. */
export function levelWords(catalogue: Catalogue | null, level: number): string {
  const words = catalogue?.levels.find((item) => item.level === level);
  if (!words) return m.badges_level({ level });
  return m.badges_level_named({ level, label: told({ fr: words.label_fr, en: words.label_en }) });
}

/** What a level means, as the network says it to the person. */
export function levelMeaning(catalogue: Catalogue | null, level: number): string | null {
  const words = catalogue?.levels.find((item) => item.level === level);
  return words ? told({ fr: words.words_fr, en: words.words_en }) : null;
}

/** The server names the first day without it; people count the last day with it. */
export function validity(expiresOn: string | null): string {
  if (!expiresOn) return m.badges_valid_always();
  return m.badges_valid_until({ day: formatDate(shiftDay(expiresOn, -1)) });
}

export const ended = (expiresOn: string) => m.badges_ended_on({ day: formatDate(shiftDay(expiresOn, -1)) });

/** The day of an instant, where the device is. */
export const dayOf = (instant: string) => formatDate(localToday(new Date(instant)));

/** What a verified level rests on. */
export function proofWords({ kind, observed_on, issuer_name: name }: Proof): string {
  const day = formatDate(observed_on);
  if (kind === 'pix_certified') return m.badges_proof_certified({ day });
  if (kind === 'pix_profile') return m.badges_proof_profile({ day });
  return name ? m.badges_proof_peer({ name, day }) : m.badges_proof_somebody({ day });
}

/** How each state looks: never by colour alone. */
export const looks: Record<BadgeState, { icon: IconName; tone: 'ok' | 'warn' | 'bad'; chip: () => string }> =
  {
    valid: { icon: 'check', tone: 'ok', chip: m.badges_state_valid },
    expired: { icon: 'clock', tone: 'warn', chip: m.badges_state_expired },
    revoked: { icon: 'cross', tone: 'bad', chip: m.badges_state_revoked },
  };

const reasons: Record<Revocation, () => string> = {
  person: m.badges_revoked_person,
  evidence: m.badges_revoked_evidence,
  network: m.badges_revoked_network,
};

/** Why one's own badge counts, or no longer does. */
export function standing({ kind, state, revocation, expires_on }: BadgeView): string {
  if (kind === 'facilitation' && revocation === 'evidence') return m.badges_revoked_sessions();
  if (state === 'revoked' && revocation) return reasons[revocation]();
  return state === 'expired' && expires_on ? ended(expires_on) : validity(expires_on);
}

/** « 8 séances animées ou coanimées, 14 h en tout » */
export const taughtWords = ({ sessions, hours }: Taught) =>
  m.badges_taught_sum({
    sessions: m.badges_taught_sessions({ count: sessions }),
    hours: formatDuration(60 * hours),
  });

/** The parts of what was taught that there are, in words. */
export function taughtParts({ workshops_led, workshops_co_led, individual_led }: Taught): string[] {
  const parts: [number, (input: { count: number }) => string][] = [
    [workshops_led, m.badges_taught_led],
    [workshops_co_led, m.badges_taught_co_led],
    [individual_led, m.badges_taught_individual],
  ];
  return parts.flatMap(([count, words]) => (count > 0 ? [words({ count })] : []));
}
