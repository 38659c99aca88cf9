/** The filters of the public list, as the API names them. */
export interface Filters {
  from?: string;
  competence_id?: string;
  commune?: string;
  remote?: boolean;
}

/** What stands in the address, in French like the rest of it, for a workshop at a distance. */
export const REMOTE = 'a-distance';

/** What the address asks for; anything that is no day is nothing. */
export function filtersFromQuery(query: URLSearchParams, today: string): Filters {
  const filters: Filters = {};
  const day = query.get('jour') ?? '';
  // A day that is over shows nothing that today does not.
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && day > today) filters.from = day;
  const topic = query.get('competence');
  if (topic) filters.competence_id = topic;
  const where = query.get('ou');
  if (where === REMOTE) filters.remote = true;
  else if (where) filters.commune = where;
  return filters;
}

/** The place of the filters as one choice: a commune, at a distance, or anywhere. */
export const whereOf = ({ commune, remote }: Filters) => (remote ? REMOTE : (commune ?? ''));
