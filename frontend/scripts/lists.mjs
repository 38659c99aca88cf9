// Writes the closed lists that the interface shows (data/enumerations.json) as one small module per
// group and language, so that a screen loads only the labels it needs, in the language in use.
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../data/enumerations.json', import.meta.url));
const target = fileURLToPath(new URL('../src/lib/lists/generated/', import.meta.url));

/** English name in the interface code → name in the data file. */
const groups = {
  session: {
    place_type: 'type_lieu',
    theme: 'thematique_mediation',
    administrative_theme: 'thematique_demarche',
    equipment: 'materiel',
    autonomy: 'autonomie',
    level: 'niveau_atelier',
    redirection: 'structure_de_redirection',
    gender: 'genre',
    age_band: 'tranche_age',
    status: 'statut_social',
  },
  coordination: {
    coordination_kind: 'type_activite_coordination',
    initiative: 'initiative',
    animation_type: 'type_animation',
    animation_theme: 'thematique_animation',
    event_type: 'type_evenement',
    organizer: 'organisateur',
    partner_kind: 'type_structure_partenaire',
    territorial_level: 'echelon_territorial',
    partnership_nature: 'nature_partenariat',
  },
  place: {
    typology: 'typologie_structure',
    service: 'service',
    audience: 'public_specifiquement_adresse',
    special_care: 'prise_en_charge_specifique',
    fee: 'frais_a_charge',
    national_programme: 'dispositif_programme_national',
    training_label: 'formation_label',
    itinerancy: 'itinerance',
    access_mode: 'modalite_acces',
    support_mode: 'modalite_accompagnement',
  },
};

/** "Argent - Impôts" is set with a dash, which stays with the word before it. */
const dash = (label) => label.replaceAll(' - ', '\u00a0– ');

function writeIfChanged(file, text) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

export function writeLists() {
  const data = JSON.parse(readFileSync(source, 'utf8'));
  mkdirSync(target, { recursive: true });
  for (const [group, names] of Object.entries(groups)) {
    for (const locale of ['fr', 'en']) {
      const lists = Object.fromEntries(
        Object.entries(names).map(([name, key]) => [
          name,
          data[key].map((item) => ({ code: item.code, label: dash(item[`label_${locale}`]) })),
        ]),
      );
      writeIfChanged(`${target}${group}.${locale}.ts`, `export default ${JSON.stringify(lists)} as const;\n`);
    }
  }
}

/** Vite plugin: the modules are written before anything is resolved. */
export function lists() {
  return { name: 'coopair-lists', enforce: 'pre', config: writeLists };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeLists();
