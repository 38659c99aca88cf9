/** Staff numbers as people paste them: one a line, or with commas or semicolons between. */
import { Problem } from '$lib/api/problem';
import { m } from '$lib/paraglide/messages';

export function numbersIn(text: string): string[] {
  const parts = text.split(/[\n,;]/).map((part) => part.trim());
  return [...new Set(parts)].filter((part) => part !== '');
}

/** The same problem, saying which of several numbers it is about. */
export function namingNumbers(problem: Problem, numbers: readonly string[]): Problem {
  const errors = problem.errors.map((error) => {
    const at = /^\/staff_numbers\/(\d+)$/.exec(error.pointer);
    const number = at ? numbers[Number(at[1])] : undefined;
    if (number === undefined) return error;
    return { ...error, message: m.desk_number_refused({ number, why: error.message }) };
  });
  return new Problem(problem.status, problem.code, problem.detail, errors, problem.requestId);
}
