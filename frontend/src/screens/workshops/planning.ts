import { api, ok } from '$lib/api/client';
import { session } from '$lib/session.svelte';

/** Whether one may plan workshops: who coordinates, and active facilitators. The server has the last word. */
export async function mayPlan(): Promise<boolean> {
  if (session.has('coordinator')) return true;
  if (!session.has('facilitator')) return false;
  try {
    return (await ok(api.GET('/api/me/facilitation'))).status === 'active';
  } catch {
    // Not known: nothing is offered that might be refused.
    return false;
  }
}
