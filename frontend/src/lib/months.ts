/** Whole months: the periods that protected figures know. Days are written YYYY-MM-DD. */

/** The first day of a day's month. */
export const monthStart = (day: string) => `${day.slice(0, 8)}01`;

/** The last day of a day's month. */
export function monthEnd(day: string): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
