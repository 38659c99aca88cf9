// Run after `npm run build`. Measures the built application against its budgets (gzip): first load, each route, styles, font.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const limits = { first: 54 * KB, route: 30 * KB, all: 580 * KB, css: 10 * KB, font: 36 * KB };

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const size = (file) => {
  const content = readFileSync(new URL(file, dist));
  return file.endsWith('.woff2') ? content.length : gzipSync(content, { level: 9 }).length;
};

/** The scripts and styles that come with a chunk, without those that are there already. */
function files(key, known = new Set()) {
  const found = new Set();
  const visit = (name) => {
    const chunk = manifest[name];
    for (const file of [chunk.file, ...(chunk.css ?? [])]) if (!known.has(file)) found.add(file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  visit(key);
  return found;
}

/** Whether a screen, or what comes with it, asks for a part later. */
function asks(screen, key, seen = new Set()) {
  if (seen.has(screen)) return false;
  seen.add(screen);
  const { dynamicImports = [], imports = [], isEntry } = manifest[screen];
  return !isEntry && (dynamicImports.includes(key) || imports.some((name) => asks(name, key, seen)));
}

/** What is there when a screen is asked for: the first load, and for a part of a screen, that screen. */
function before(key) {
  const screen = routes.find((route) => route !== key && asks(route, key));
  return screen ? new Set([...first, ...files(screen)]) : first;
}

const total = (set, kind) =>
  [...set].filter((file) => file.endsWith(kind)).reduce((sum, file) => sum + size(file), 0);

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const first = files(entry);
const routes = Object.keys(manifest).filter(
  (key) => key.startsWith('src/screens/') && manifest[key].isDynamicEntry,
);
const fonts = Object.values(manifest)
  .map(({ file }) => file)
  .filter((file) => file.endsWith('.woff2'));
const everything = new Set(Object.values(manifest).flatMap(({ file, css }) => [file, ...(css ?? [])]));

const measures = [
  ['first load, scripts', total(first, '.js'), limits.first],
  ['first load, styles', total(first, '.css'), limits.css],
  ['font', fonts.reduce((sum, file) => sum + size(file), 0), limits.font],
  ...routes.map((key) => [
    key.replace('src/screens/', ''),
    total(files(key, before(key)), '.js'),
    limits.route,
  ]),
  ['all scripts', total(everything, '.js'), limits.all],
];

let over = false;
for (const [name, bytes, limit] of measures) {
  const verdict = bytes > limit ? 'OVER' : 'ok';
  over ||= bytes > limit;
  console.log(
    `${(bytes / KB).toFixed(1).padStart(7)} kB of ${String(limit / KB).padStart(4)}  ${verdict.padEnd(5)}${name}`,
  );
}
if (over) process.exit(1);
