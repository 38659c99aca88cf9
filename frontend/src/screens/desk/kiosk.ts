/** The kiosk of a workshop as its desk tells it. */
import { formatTime } from '$lib/format';
import { m } from '$lib/paraglide/messages';
import type { RosterLine, Workshop } from './api';
import { through } from './words';

const AROUND_MS = 2 * 3_600_000;

/** Whether it is near enough for a kiosk: the server says exactly. */
export function isKioskTime(workshop: Pick<Workshop, 'state' | 'starts_at' | 'ends_at'>): boolean {
  const now = Date.now();
  const [from, until] = [
    Date.parse(workshop.starts_at) - AROUND_MS,
    Date.parse(workshop.ends_at) + AROUND_MS,
  ];
  return workshop.state === 'published' && from <= now && now < until;
}

/** An instant of today, in the time zone of the device: 14 h 05 */
export function localTime(instant: string): string {
  const time = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit' });
  return formatTime(time.format(new Date(instant)));
}

/** Through whom somebody is on the list, and whether they said themself that they came. */
export function origin(line: RosterLine): (string | null)[] {
  const said = saidThemself(line);
  return [said && line.state === 'walk_in' ? null : through(line), said];
}

function saidThemself(line: RosterLine): string | null {
  if (line.seen_at === null || !['attended', 'walk_in'].includes(line.state)) return null;
  const time = localTime(line.seen_at);
  if (line.seen_by === 'kiosk') return m.desk_seen_kiosk({ time });
  return line.seen_by === 'phone' ? m.desk_seen_phone({ time }) : null;
}
