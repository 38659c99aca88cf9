/** A column of DataTable. Without `text`, the table asks its `cell` snippet. */
export interface Column<Row> {
  name: string;
  label: string;
  text?: (row: Row) => string;
  /** Aligned to the end, with figures of one width. */
  number?: boolean;
}
