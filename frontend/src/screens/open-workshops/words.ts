import type { OpenWorkshop } from '$lib/api/open';
import { m } from '$lib/paraglide/messages';

/** « 3 places libres », « Complet : liste d’attente » */
export function seatWords({ seats_free, takes_enrolments }: OpenWorkshop): string {
  if (!takes_enrolments) return m.open_begun();
  return seats_free > 0 ? m.open_free({ count: seats_free }) : m.open_full();
}

/** « La Fabrique, Nantes », « À distance » */
export const whereWords = ({ place }: OpenWorkshop) =>
  place ? `${place.name}, ${place.commune_name}` : m.open_remote();
