// Checks the two languages against each other, and French typography; `--write` mends the latter.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const file = (name) => fileURLToPath(new URL(name, root));
const settings = JSON.parse(readFileSync(file('project.inlang/settings.json'), 'utf8'));
const pairs = settings['plugin.inlang.messageFormat'].pathPattern.map((pattern) =>
  ['fr', 'en'].map((locale) => pattern.replace('{locale}', locale)),
);

const NARROW = '\u202f';
const WIDE = '\u00a0';

/** French spacing: narrow no-break before ; ! ? and inside « », no-break before the colon, curly apostrophe. */
export function typeset(text) {
  return text
    .replace(/(\p{L})'(?=\p{L})/gu, '$1’')
    .replace(/[ \u00a0\u202f]([;!?])/g, `${NARROW}$1`)
    .replace(/[ \u00a0\u202f]:(?=\s|$)/g, `${WIDE}:`)
    .replace(/«[ \u00a0\u202f]?/g, `«${NARROW}`)
    .replace(/[ \u00a0\u202f]?»/g, `${NARROW}»`)
    .replace(/(\d)[ ](?=(min|h|%|km)\b|%)/g, `$1${WIDE}`);
}

/** Applies `change` to the texts of a message, and leaves its declarations alone. */
function mapTexts(message, change) {
  if (typeof message === 'string') return change(message);
  return message.map((variant) => ({
    ...variant,
    match: Object.fromEntries(Object.entries(variant.match).map(([key, text]) => [key, change(text)])),
  }));
}

export function problems() {
  const found = [];
  for (const [frName, enName] of pairs) {
    const fr = JSON.parse(readFileSync(file(frName), 'utf8'));
    const en = JSON.parse(readFileSync(file(enName), 'utf8'));
    for (const key of Object.keys(fr)) if (!(key in en)) found.push(`${enName}: ${key} is missing`);
    for (const key of Object.keys(en)) if (!(key in fr)) found.push(`${frName}: ${key} is missing`);
    for (const [key, message] of Object.entries(fr)) {
      if (key === '$schema') continue;
      if (JSON.stringify(mapTexts(message, typeset)) !== JSON.stringify(message)) {
        found.push(`${frName}: ${key} breaks French typography (npm run messages:fix)`);
      }
    }
  }
  return found;
}

function mend() {
  for (const [name] of pairs) {
    const fr = JSON.parse(readFileSync(file(name), 'utf8'));
    const mended = Object.fromEntries(
      Object.entries(fr).map(([key, message]) => [
        key,
        key === '$schema' ? message : mapTexts(message, typeset),
      ]),
    );
    writeFileSync(file(name), `${JSON.stringify(mended, null, 2)}\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--write')) mend();
  const found = problems();
  for (const problem of found) console.error(problem);
  if (found.length > 0) process.exit(1);
}
