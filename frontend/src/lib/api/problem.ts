/** One invalid field, as the server names it. */
export interface FieldProblem {
  pointer: string;
  code: string;
  message: string;
}

/** RFC 9457 body of every error answer. */
export interface ProblemBody {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  code: string;
  request_id?: string;
  errors?: FieldProblem[];
  current_version?: number;
}

/** The four kinds of failure that a person meets; each has one wording. */
export type FailureKind = 'network' | 'refused' | 'gone' | 'ours';

/** Thrown by every API call that does not succeed. `status` 0: the server was not reached. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: FieldProblem[] = [],
    readonly requestId?: string,
    readonly currentVersion?: number,
  ) {
    super(`${status} ${code}`);
    this.name = 'Problem';
  }

  static network() {
    return new Problem(0, 'network', '');
  }

  static fromBody(status: number, body: Partial<ProblemBody> | null) {
    return new Problem(
      status,
      body?.code ?? 'unknown',
      body?.detail ?? body?.title ?? '',
      body?.errors ?? [],
      body?.request_id,
      body?.current_version,
    );
  }

  get kind(): FailureKind {
    if (this.status === 0 || this.status === 503) return 'network';
    if (this.status === 403 || this.status === 404 || this.status === 410) return 'gone';
    return this.status >= 500 ? 'ours' : 'refused';
  }
}

export function isProblem(error: unknown): error is Problem {
  return error instanceof Problem;
}

/** Field errors by name: `/duration_min` → `duration_min`, `/anonymous/genders` → `anonymous.genders`. */
export function fieldErrors(problem: { errors: FieldProblem[] }): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { pointer, message } of problem.errors) {
    const name = pointer
      .split('/')
      .slice(1)
      .filter((part) => !/^\d+$/.test(part))
      .join('.');
    errors[name] ??= message;
  }
  return errors;
}
