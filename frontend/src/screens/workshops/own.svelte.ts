import type { Enrolment } from '$lib/api/workshops';
import { session } from '$lib/session.svelte';
import { listWorkshops, ownCommitments } from './api';

/** What one has to do with workshops: enrolled, or leading. */
export class Own {
  private enrolments = $state.raw<readonly Enrolment[]>([]);
  private led = $state.raw<readonly string[]>([]);

  /** Who learns has seats; who facilitates has workshops of their own too, in these days. */
  async load(days: { from: string; to: string }) {
    if (!session.has('learner', 'facilitator', 'coordinator')) return;
    const facilitates = session.has('facilitator', 'coordinator');
    const [commitments, mine] = await Promise.all([
      ownCommitments(),
      facilitates ? listWorkshops({ ...days, mine: true }) : null,
    ]);
    this.enrolments = commitments.map(({ enrolment }) => enrolment);
    const ids = mine?.items.map(({ id }) => id) ?? [];
    this.led = ids.filter((id) => this.enrolment(id) === null);
  }

  /** Takes what an enrolment answered, without asking for the rest again. */
  set(enrolment: Enrolment) {
    const others = this.enrolments.filter(({ workshop_id }) => workshop_id !== enrolment.workshop_id);
    this.enrolments = [...others, enrolment];
  }

  enrolment(workshopId: string): Enrolment | null {
    return this.enrolments.find(({ workshop_id }) => workshop_id === workshopId) ?? null;
  }

  /** Planned, led or co-led by oneself. */
  leads(workshopId: string): boolean {
    return this.led.includes(workshopId);
  }
}
