import { dropDraft, findDraft, keepDraft } from '$lib/offline/drafts';
import type { PlacementAnswer, PlacementInput } from '$lib/api/levels';
import type { Competence } from '$lib/api/levels';
import { answered, type Answers } from './answers';

/** A finished placement that has not left yet: by code only, an account has the outbox. */
export interface Unsent {
  id: string;
  placement: PlacementInput;
}

interface Kept {
  answers: Record<string, PlacementAnswer[]>;
  last: string | null;
  unsent: Unsent[];
}

/**
 * The answers so far, by competence, kept on this device under a key of one person: leaving loses nothing. A
 * device that cannot keep anything works all the same.
 */
export class AnswerSheet {
  private kept = $state.raw<Kept>({ answers: {}, last: null, unsent: [] });

  constructor(private readonly key: string) {}

  async load() {
    const found = await findDraft<Kept>(this.key).catch(() => undefined);
    if (found) this.kept = found;
  }

  of({ id }: Competence): Answers {
    return this.kept.answers[id] ?? [];
  }

  /** The competence that was being answered. */
  get last(): string | null {
    return this.kept.last;
  }

  get unsent(): readonly Unsent[] {
    return this.kept.unsent;
  }

  answer({ id }: Competence, at: number, answer: PlacementAnswer) {
    const answers = { ...this.kept.answers, [id]: answered(this.kept.answers[id] ?? [], at, answer) };
    this.keep({ ...this.kept, answers, last: id });
  }

  /** A competence is finished: its answers are no draft any more. */
  finish({ id }: Competence) {
    const answers = { ...this.kept.answers };
    delete answers[id];
    this.keep({ ...this.kept, answers, last: null });
  }

  hold(unsent: Unsent) {
    this.keep({ ...this.kept, unsent: [...this.kept.unsent, unsent] });
  }

  release(id: string) {
    this.keep({ ...this.kept, unsent: this.kept.unsent.filter((own) => own.id !== id) });
  }

  /** Nothing of it stays on the device. */
  async erase() {
    this.kept = { answers: {}, last: null, unsent: [] };
    await dropDraft(this.key).catch(() => undefined);
  }

  private keep(kept: Kept) {
    this.kept = kept;
    void keepDraft(this.key, kept).catch(() => undefined);
  }
}
