// Writes the five territory tables embedded in Coopair, from the pinned package of official data.
//
//   npm ci && npm run generate
//
// Each table is tab separated, sorted by its first column, with one header line. The département of a
// commune is not written: it is the start of its code (two characters, three overseas), checked here.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const read = (name) =>
  JSON.parse(readFileSync(require.resolve(`@etalab/decoupage-administratif/data/${name}.json`), 'utf8'))

const byCode = (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)

function write(name, header, rows) {
  for (const row of rows) {
    if (row.some((cell) => /[\t\r\n]/.test(String(cell)))) throw new Error(`${name}: separator inside ${row}`)
  }
  const lines = [header, ...rows.toSorted(byCode)].map((row) => row.join('\t'))
  writeFileSync(new URL(`./${name}.tsv`, import.meta.url), lines.join('\n') + '\n')
  console.log(`${name}.tsv: ${rows.length} rows`)
}

const departementOf = (code) => code.slice(0, /^9[78]/.test(code) ? 3 : 2)

const all = read('communes')
const current = all.filter((entry) => entry.type === 'commune-actuelle')
const known = new Set(current.map((commune) => commune.code))
const epciOf = new Map(read('epci').flatMap((epci) => epci.membres.map((member) => [member.code, epci.code])))

for (const commune of current) {
  if (departementOf(commune.code) !== commune.departement) {
    throw new Error(`${commune.code}: département ${commune.departement} is not the start of the code`)
  }
}

// Codes that are not (or no longer) a commune's own, and the commune they stand for today. A delegated or
// associated commune says where it belongs now, so it wins over the list of codes a commune replaced.
const former = new Map()
for (const commune of current) {
  for (const code of commune.anciensCodes ?? []) former.set(code, [code, '', commune.code, 'former'])
}
for (const entry of all) {
  if (entry.type === 'commune-actuelle' || known.has(entry.code)) continue
  const district = entry.type === 'arrondissement-municipal'
  const target = district ? entry.commune : entry.chefLieu
  former.set(entry.code, [entry.code, entry.nom, target, district ? 'district' : 'former'])
}
for (const [code, , target] of former.values()) {
  if (known.has(code) || !known.has(target)) throw new Error(`${code} → ${target}: not a former code`)
}

const overseas = (zone) => ({ metro: 'metropole', drom: 'overseas', com: 'collectivity' })[zone]

write('regions', ['code', 'name'], read('regions').map((region) => [region.code, region.nom]))
write(
  'departements',
  ['code', 'name', 'region', 'zone'],
  read('departements').map((entry) => [entry.code, entry.nom, entry.region, overseas(entry.zone)]),
)
write('epci', ['code', 'name', 'kind'], read('epci').map((epci) => [epci.code, epci.nom, epci.type]))
write(
  'communes',
  ['code', 'name', 'postcodes', 'epci', 'population'],
  current.map((commune) => [
    commune.code,
    commune.nom,
    (commune.codesPostaux ?? []).join(' '),
    epciOf.get(commune.code) ?? '',
    commune.population ?? 0,
  ]),
)
write('former', ['code', 'name', 'commune', 'kind'], [...former.values()])
