import type { Enrolment } from '$lib/api/workshops';
import { session } from '$lib/session.svelte';
import { listWorkshops, ownCommitments } from './api';

/** What one has to do with workshops: enrolled, or leading. */
export class Own {
  private enrolments = $state.raw<ReadonlyMap<string, Enrolment>>(new Map());
  private led = $state.raw<ReadonlySet<string>>(new Set());

  /** Who learns has seats; who facilitates has workshops of their own too, in these days. */
  async load(days: { from: string; to: string }) {
    if (!session.has('learner', 'facilitator', 'coordinator')) return;
    const facilitates = session.has('facilitator', 'coordinator');
    const [commitments, mine] = await Promise.all([
      ownCommitments(),
      facilitates ? listWorkshops({ ...days, mine: true }) : null,
    ]);
    this.enrolments = new Map(commitments.map(({ workshop, enrolment }) => [workshop.id, enrolment]));
    const led = mine?.items.filter(({ id }) => !this.enrolments.has(id)) ?? [];
    this.led = new Set(led.map(({ id }) => id));
  }

  /** Takes what an enrolment answered, without asking for the rest again. */
  set(enrolment: Enrolment) {
    this.enrolments = new Map([...this.enrolments, [enrolment.workshop_id, enrolment]]);
  }

  enrolment(workshopId: string): Enrolment | null {
    return this.enrolments.get(workshopId) ?? null;
  }

  /** Planned, led or co-led by oneself. */
  leads(workshopId: string): boolean {
    return this.led.has(workshopId);
  }
}
