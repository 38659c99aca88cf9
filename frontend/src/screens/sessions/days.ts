/** Groups a list that is ordered by date into its days, in the same order. */
export function byDay<T extends { date: string }>(sessions: readonly T[]): { date: string; sessions: T[] }[] {
  const days: { date: string; sessions: T[] }[] = [];
  for (const item of sessions) {
    const last = days.at(-1);
    if (last?.date === item.date) last.sessions.push(item);
    else days.push({ date: item.date, sessions: [item] });
  }
  return days;
}
