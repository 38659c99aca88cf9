import type { ImportLine } from '$lib/api/learners';
import { m } from '$lib/paraglide/messages';

/** What every report of an import says. */
export interface Checked {
  committed: boolean;
  errors: ImportLine[];
  warnings: ImportLine[];
}

const LARGEST_BYTES = 10 * 1024 * 1024;

/** What can be said about a file before it is sent. */
export function checkFile(file: File | null): string | null {
  if (!file) return m.imports_error_file();
  return file.size > LARGEST_BYTES ? m.imports_error_size() : null;
}
