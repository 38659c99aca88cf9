import type { FieldProblem } from '$lib/api/problem';
import type { IndividualSessionInput, SessionKind, WorkshopInput } from '$lib/api/types';

/** One session on its way to the server. Its id is the session's own id, so that sending twice is sending once. */
export interface OutboxEntry {
  id: string;
  account_id: string;
  kind: SessionKind;
  /** `create` sends the body; `cancel` undoes a creation that may have reached the server. */
  action: 'create' | 'cancel';
  body: IndividualSessionInput | WorkshopInput;
  created_at: number;
  state: 'waiting' | 'to_fix';
  attempts: number;
  next_at: number;
  /** Why the server refused it. */
  problem?: { status: number; code: string; detail: string; errors: FieldProblem[] };
}
