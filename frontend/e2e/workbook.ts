import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Small workbooks for the import: written from scratch, or a genuine template with rows filled in. */

interface Entry {
  name: string;
  content: Buffer;
}

const DEFLATED = 8;
const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;

function record(size: number, values: [offset: number, bytes: 2 | 4, value: number][]): Buffer {
  const buffer = Buffer.alloc(size);
  for (const [offset, bytes, value] of values) buffer.writeUIntLE(value, offset, bytes);
  return buffer;
}

function zip(entries: Entry[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const packed = deflateRawSync(content);
    const path = Buffer.from(name);
    const sum = crc32(content);
    const local = record(30, [
      [0, 4, LOCAL_HEADER],
      [4, 2, 20],
      [8, 2, DEFLATED],
      [14, 4, sum],
      [18, 4, packed.length],
      [22, 4, content.length],
      [26, 2, path.length],
    ]);
    const header = record(46, [
      [0, 4, CENTRAL_HEADER],
      [4, 2, 20],
      [6, 2, 20],
      [10, 2, DEFLATED],
      [16, 4, sum],
      [20, 4, packed.length],
      [24, 4, content.length],
      [28, 2, path.length],
      [42, 4, offset],
    ]);
    parts.push(local, path, packed);
    central.push(header, path);
    offset += local.length + path.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = record(22, [
    [0, 4, END],
    [8, 2, entries.length],
    [10, 2, entries.length],
    [12, 4, directory.length],
    [16, 4, offset],
  ]);
  return Buffer.concat([...parts, directory, end]);
}

function unzip(file: Buffer): Entry[] {
  const end = file.lastIndexOf(record(4, [[0, 4, END]]));
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const method = file.readUInt16LE(at + 10);
    const size = file.readUInt32LE(at + 20);
    const pathLength = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    const name = file.toString('utf8', at + 46, at + 46 + pathLength);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const packed = file.subarray(start, start + size);
    at += 46 + pathLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    return { name, content: method === DEFLATED ? inflateRawSync(packed) : Buffer.from(packed) };
  });
}

type Value = string | number | null;
const FIRST_ROW = 4;
const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function row(number: number, values: Value[]): string {
  const cells = values.map((value, column) => {
    const reference = `${String.fromCharCode(65 + column)}${number}`;
    if (value === null) return '';
    if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`;
    return `<c r="${reference}" t="inlineStr"><is><t>${escape(value)}</t></is></c>`;
  });
  return `<row r="${number}">${cells.join('')}</row>`;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const TITLES = [
  'Nom',
  'Prénom',
  'Année de naissance',
  'Commune',
  'Code INSEE',
  'Code postal',
  'N° de téléphone',
];

/** A workbook of the template's form: one person a row from row 4, columns A to J. */
export function learnersWorkbook(people: Value[][]): Buffer {
  const rows = [
    row(1, ['Instructions']),
    row(2, [...TITLES, 'E-mail', 'Genre', 'Notes supplémentaires']),
    row(3, [null, null, null, 'Nom', 'Code INSEE', 'Code postal']),
    ...people.map((values, index) => row(FIRST_ROW + index, values)),
  ];
  const files: Record<string, string> = {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`,
    '_rels/.rels':
      `<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
      '<sheet name="Bénéficiaires" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
  };
  return zip(Object.entries(files).map(([name, xml]) => ({ name, content: Buffer.from(XML + xml) })));
}

/** A genuine template with these people below its sample person; the rest of the file stays as it is. */
export function filledTemplate(path: string, people: Value[][]): Buffer {
  return zip(
    unzip(readFileSync(path)).map(({ name, content }) => {
      if (name !== 'xl/worksheets/sheet1.xml') return { name, content };
      let xml = content.toString('utf8');
      for (const [index, values] of people.entries()) {
        const number = FIRST_ROW + 1 + index;
        xml = xml.replace(new RegExp(`<row r="${number}".*?</row>`, 's'), row(number, values));
      }
      return { name, content: Buffer.from(xml) };
    }),
  );
}
