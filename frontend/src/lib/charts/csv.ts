import type { Cell, DataTable, TableColumn } from './model';

/** Semicolons and decimal commas where spreadsheets expect them, commas and points elsewhere. */
interface Dialect {
  separator: string;
  decimal: string;
}

const FRENCH: Dialect = { separator: ';', decimal: ',' };
const ENGLISH: Dialect = { separator: ',', decimal: '.' };

export function dialectOf(language: string): Dialect {
  return language.startsWith('fr') ? FRENCH : ENGLISH;
}

/** A spreadsheet would run a cell that starts so; a leading apostrophe makes it text. */
const RUNS = /^[=+\-@\t\r]/;

function text(value: string, { separator }: Dialect): string {
  const safe = RUNS.test(value) ? `'${value}` : value;
  const mustQuote = safe.includes(separator) || /["\n\r]/.test(safe);
  return mustQuote ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function cell(value: Cell, column: TableColumn | undefined, dialect: Dialect): string {
  if (value === null) return '';
  if (typeof value === 'string') return text(value, dialect);
  if (typeof value === 'object') return text(value.hidden, dialect);
  const digits = column?.digits ?? 0;
  return (digits > 0 ? value.toFixed(digits) : String(value)).replace('.', dialect.decimal);
}

/**
 * A CSV file as a spreadsheet likes it: byte order mark, CRLF, the context (scope, period, filters …)
 * as label and value pairs first, an empty line, then the table.
 */
export function toCsv(table: DataTable, context: [string, string][], language: string): string {
  const dialect = dialectOf(language);
  const lines = context.map((pair) => pair.map((part) => text(part, dialect)));
  if (lines.length > 0) lines.push([]);
  lines.push(table.columns.map((column) => text(column.label, dialect)));
  for (const row of table.rows) {
    lines.push(row.map((value, index) => cell(value, table.columns[index], dialect)));
  }
  return '\uFEFF' + lines.map((line) => line.join(dialect.separator)).join('\r\n') + '\r\n';
}

/** `Thématiques les plus abordées` → `thematiques-les-plus-abordees`. */
export function fileSlug(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
