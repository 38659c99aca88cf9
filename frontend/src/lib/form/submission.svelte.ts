import { fieldErrors, isProblem } from '$lib/api/problem';
import type { Errors } from './field';

/** What every form does around its save: check, send once, show what was refused where it was typed. */
export class Submission {
  errors = $state.raw<Errors>({});
  failure = $state.raw<unknown>(null);
  /** Changes at each refusal: the summary of errors then takes focus. */
  attempt = $state(0);
  busy = $state(false);

  /** Somebody else saved meanwhile. */
  get stale() {
    return isProblem(this.failure) && this.failure.status === 412;
  }

  async run(errors: Errors, send: () => Promise<void>) {
    if (this.busy) return;
    this.failure = null;
    if (this.refuse(errors)) return;
    this.busy = true;
    try {
      await send();
    } catch (error) {
      if (!this.refuse(isProblem(error) ? fieldErrors(error) : {})) this.failure = error;
    } finally {
      this.busy = false;
    }
  }

  clear() {
    this.errors = {};
    this.failure = null;
  }

  /** Shows errors by field; false when there are none. */
  refuse(errors: Errors): boolean {
    this.errors = errors;
    const refused = Object.keys(errors).length > 0;
    if (refused) this.attempt += 1;
    return refused;
  }
}
