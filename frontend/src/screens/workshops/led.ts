import type { Facilitating, Workshop } from '$lib/api/workshops';
import { localToday, shiftDay } from '$lib/format';
import { listWorkshops, readWorkshop } from './api';

/** A workshop to come, and what one is in it. */
export interface Led {
  workshop: Workshop;
  own: Facilitating;
}

/** How many workshops are looked into: far more than one person leads in a season. */
const MOST = 40;

/** Workshops of the coming months in which one was asked to lead, co-lead or observe. */
export async function ledByOneself(facilitatorId: string | null): Promise<Led[]> {
  if (facilitatorId === null) return [];
  const from = localToday();
  const days = { from, to: shiftDay(from, 365), mine: true } as const;
  const [open, drafts] = await Promise.all([
    listWorkshops(days, MOST),
    listWorkshops({ ...days, state: 'draft' }, MOST),
  ]);
  const found = await Promise.all([...open.items, ...drafts.items].map(({ id }) => readWorkshop(id)));
  return found
    .flatMap((workshop) => {
      const own = workshop.facilitators.find(({ facilitator_id }) => facilitator_id === facilitatorId);
      return own ? [{ workshop, own }] : [];
    })
    .sort((a, b) => a.workshop.starts_at.localeCompare(b.workshop.starts_at));
}
