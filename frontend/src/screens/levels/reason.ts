import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';

const LONGEST = 500;

/** A reason is always given, and stays short. */
export function checkReason(reason: string): Errors {
  if (reason.trim() === '') return { reason: m.levels_reason_missing() };
  return [...reason.trim()].length > LONGEST ? { reason: m.levels_reason_long() } : {};
}
