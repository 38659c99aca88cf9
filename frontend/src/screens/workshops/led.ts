import type { OwnFacilitation, WorkshopSummary } from '$lib/api/workshops';
import { localToday, shiftDay } from '$lib/format';
import { listWorkshops } from './api';

/** A workshop to come, and what one is asked to do in it, or does. */
export interface Led {
  workshop: WorkshopSummary;
  own: OwnFacilitation;
}

/** How many workshops are looked at: far more than one person leads in a year. */
const MOST = 500;

/** Workshops of the coming year in which one was asked to lead, co-lead or observe. */
export async function ledByOneself(): Promise<Led[]> {
  const from = localToday();
  const days = { from, to: shiftDay(from, 365), mine: true } as const;
  const [open, drafts] = await Promise.all([
    listWorkshops(days, MOST),
    listWorkshops({ ...days, state: 'draft' }, MOST),
  ]);
  return [...open.items, ...drafts.items]
    .flatMap((workshop) => {
      const own = workshop.own_facilitation;
      return own ? [{ workshop, own }] : [];
    })
    .sort((a, b) => a.workshop.starts_at.localeCompare(b.workshop.starts_at));
}
