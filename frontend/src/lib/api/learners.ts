import type { Commune } from './types';

export interface LearnerInput {
  first_name: string;
  last_name: string;
  birth_year?: number;
  age_band?: string;
  gender?: string;
  status?: string;
  commune_code?: string;
  phone?: string;
  email?: string;
  notes?: string;
}

export interface LearnerView {
  id: string;
  version: number;
  first_name: string;
  last_name: string;
  birth_year: number | null;
  age_band: string | null;
  gender: string | null;
  status: string | null;
  commune: Commune | null;
  phone: string | null;
  email: string | null;
  notes: string | null;
  session_count: number;
  first_session_on: string | null;
  last_session_on: string | null;
  themes: { code: string; count: number }[];
  created_at: string;
  updated_at: string;
}

export type DuplicateSignal = 'last_name' | 'first_name' | 'phone' | 'email';

export interface DuplicatePair {
  learners: [LearnerView, LearnerView];
  signals: DuplicateSignal[];
}

export interface ImportLine {
  line: number;
  column: string | null;
  code: string;
  message: string;
}

/** What an import did, or would do: any error keeps the whole file out. */
export interface ImportReport {
  committed: boolean;
  rows: number;
  accepted: number;
  created: number;
  errors: ImportLine[];
  warnings: ImportLine[];
}
