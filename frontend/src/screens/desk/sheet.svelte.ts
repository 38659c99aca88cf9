import { isProblem } from '$lib/api/problem';
import { dropDraft, findDraft, keepDraft } from '$lib/offline/drafts';
import { session } from '$lib/session.svelte';
import { mark, type Attendance, type RosterLine } from './api';
import { toSend, type Marks } from './attendance';

/** The attendance of one workshop as tapped on this device: shown at once, kept, and sent when it can be. */
export class AttendanceSheet {
  marks = $state.raw<Marks>({});
  /** Some taps are only on this device, for want of a network. */
  isBehind = $state(false);
  /** Why the server did not take the last one. */
  refused = $state.raw<unknown>(null);
  private readonly key: string;

  constructor(private readonly workshop: string) {
    this.key = `${session.account?.id}:attendance:${workshop}`;
  }

  async recall() {
    const kept = await findDraft<Marks>(this.key);
    if (!kept) return;
    this.marks = { ...kept, ...this.marks };
    this.isBehind = true;
  }

  /** `holds`: the workshop is in the log already, what changes is sent with its correction. */
  async set(lines: readonly RosterLine[], marked: Marks, holds: boolean) {
    const before = this.marks;
    this.refused = null;
    this.marks = { ...before, ...marked };
    await keepDraft(this.key, this.marks);
    if (holds) return;
    try {
      const marks = toSend(lines, this.marks);
      if (marks.length > 0) await mark(this.workshop, marks);
      this.isBehind = false;
    } catch (error) {
      if (isProblem(error) && error.kind === 'network') {
        this.isBehind = true;
        return;
      }
      // Not taken: the tap is undone, and the reason shown.
      const own = Object.keys(marked).map((id) => [id, before[id]] as const);
      const kept = { ...this.marks };
      for (const [id, earlier] of own) {
        if (earlier) kept[id] = earlier;
        else delete kept[id];
      }
      this.marks = kept;
      this.refused = error;
      await keepDraft(this.key, kept);
    }
  }

  of(line: Pick<RosterLine, 'id'>): Attendance | undefined {
    return this.marks[line.id];
  }

  /** The workshop is in the log: nothing is left to keep. */
  async clear() {
    this.marks = {};
    this.isBehind = false;
    this.refused = null;
    await dropDraft(this.key);
  }
}
