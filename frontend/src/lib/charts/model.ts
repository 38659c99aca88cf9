/** What the charts draw and what their tables hold. Labels arrive translated: a chart knows no code of the API. */

/** One column of a chart over time. `short` stands under the column, `label` is spoken and printed in full. */
export interface Column {
  key: string;
  label: string;
  short: string;
  value: number;
  /** The period is cut by the chosen interval: drawn hollow, so that a short month is not read as a drop. */
  partial?: boolean;
  /** Protected: the figure is not known. Hatched to the top, so that it is read as no height at all. */
  hidden?: boolean;
}

/** One line of a ranked or stacked bar chart: one value per series. */
export interface Bar {
  key: string;
  label: string;
  values: number[];
  /** The figure written at the end of the line, already formatted. */
  text: string;
  /** A second, quieter figure (a share, a rate). */
  hint?: string;
  /** Protected: the figure is not known; `text` says « masqué » and `hint` why. */
  hidden?: boolean;
}

/** Position in the palette `--c1` … `--c6`. */
export type Tone = 1 | 2 | 3 | 4 | 5 | 6;

/** A palette colour, or the grey hatch of what is protected. */
export type Ink = Tone | 'hidden';

export interface LegendEntry {
  label: string;
  tone: Ink;
  /** Hatched marks the second series, hollow an incomplete period. */
  look?: 'plain' | 'hatched' | 'hollow';
}

/** A protected figure: the word that stands in its place, on screen and in files. */
export interface Hidden {
  hidden: string;
}

/** One of the figures that open a screen. */
export interface Card {
  /** Null: masked. */
  value: string | null;
  name: string;
  detail?: string;
  /** How it moved, one sentence per comparison; null: nothing to compare. */
  changes?: (string | null)[];
  /** The figure month by month, when every month is known. */
  line?: number[];
}

export type Cell = string | number | null | Hidden;

export interface TableColumn {
  label: string;
  /** Digits after the decimal mark, for columns of numbers; absent for text. */
  digits?: number;
}

export interface DataTable {
  columns: TableColumn[];
  rows: Cell[][];
}

/** One branch of a radar chart: `short` stands at its end; null: not known. */
export interface Branch {
  key: string;
  short: string;
  values: [number | null, number | null];
}

/** From when on a value holds (in days); null: not known. */
export interface StairPoint {
  at: number;
  value: number | null;
}

/** One series of a chart whose values hold until they change. */
export interface Stair {
  tone: Tone;
  points: StairPoint[];
}
