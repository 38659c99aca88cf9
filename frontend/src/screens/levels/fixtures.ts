import type { Catalogue, Competence, CompetenceLevel, Evidence, Proof } from '$lib/api/levels';

export const competence = (code: string, change: Partial<Competence> = {}): Competence => ({
  id: `id-${code}`,
  version: 1,
  framework: 'pix',
  framework_version: 1,
  code,
  area: code.split('.')[0]!,
  title_fr: `Titre ${code}`,
  title_en: `Title ${code}`,
  short_fr: `Nom ${code}`,
  short_en: `Name ${code}`,
  question_fr: '',
  question_en: '',
  statements: [1, 2, 3, 4, 5].map((level) => ({ level, fr: `Je sais ${level}`, en: `I can ${level}` })),
  max_level: 7,
  is_retired: false,
  ...change,
});

export const catalogue: Catalogue = {
  areas: [
    { code: '1', title_fr: 'Information', title_en: 'Information' },
    { code: '2', title_fr: 'Communication', title_en: 'Communication' },
  ],
  levels: [0, 1, 2, 3].map((level) => ({
    level,
    label_fr: level === 0 ? 'Je débute' : `Palier ${level}`,
    label_en: `Stage ${level}`,
    words_fr: `Mots ${level}`,
    words_en: `Words ${level}`,
  })),
  answers: [],
  items: [competence('1.1'), competence('1.2'), competence('2.1'), competence('L1', { area: null })],
};

export const proof = (change: Partial<Proof> = {}): Proof => ({
  evidence_id: 'e',
  kind: 'peer',
  level: 2,
  observed_on: '2026-03-10',
  expires_on: '2028-03-10',
  issuer_name: 'Odile Garnier',
  ...change,
});

export const level = (competenceId: string, change: Partial<CompetenceLevel> = {}): CompetenceLevel => ({
  competence_id: competenceId,
  verified: null,
  declared: null,
  working_level: null,
  next_step: { kind: 'place_yourself', level: null },
  ...change,
});

export const evidence = (change: Partial<Evidence> = {}): Evidence => ({
  id: 'e',
  competence_id: 'id-1.2',
  kind: 'peer',
  level: 2,
  observed_on: '2026-03-10',
  recorded_at: '2026-03-10T09:00:00Z',
  expires_on: '2028-03-10',
  issuer_name: 'Odile Garnier',
  cosigner_name: null,
  framework_version: 1,
  state: 'active',
  counts: true,
  acts: [],
  allowed: [],
  ...change,
});
