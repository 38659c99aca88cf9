/** The token of the link that was opened, kept in this tab while its owner signs in. */
const KEY = 'coopair-invitation';

/** After the #, so that it reaches neither a server log nor a referrer. */
export function takeToken(hash: string): string {
  const given = hash.replace(/^#/, '');
  if (given !== '') sessionStorage.setItem(KEY, given);
  return given || (sessionStorage.getItem(KEY) ?? '');
}

export function forgetToken() {
  sessionStorage.removeItem(KEY);
}
