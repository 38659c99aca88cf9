import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, sql, type Server } from './support';

/** Undoes quoted-printable. */
const decode = (body: string) =>
  Buffer.from(
    body
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString();

/** What a mail says: head and first text are told apart by what they are written in. */
function textOf(mail: string): string {
  const [head = '', ...rest] = mail.split(/\r?\n\r?\n/);
  const body = rest.join('\n\n');
  return /base64/i.test(head) ? Buffer.from(body, 'base64').toString() : decode(body);
}

/** The files of the outbox, oldest first. */
function outbox(server: Server): string[] {
  const folder = join(server.data, 'outbox');
  const files = readdirSync(folder).map((name) => join(folder, name));
  return files
    .filter((file) => file.endsWith('.eml'))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
    .map((file) => readFileSync(file, 'utf8'));
}

/** What stands after `#` in the newest invitation into a team that left for an address. */
export const invitedToken = (server: Server, email: string) => tokenOf(server, email, '/invitation');

/** What stands after `#` in the newest sign-in link that left for an address. */
export const signInToken = (server: Server, email: string) => tokenOf(server, email, '/connexion/lien');

async function tokenOf(server: Server, email: string, path: string): Promise<string> {
  let token = '';
  await expect
    .poll(() => {
      const text = mailsTo(server, email).at(-1) ?? '';
      token = text.split(`${path}#`)[1]?.match(/^[\w-]+/)?.[0] ?? '';
      return token;
    })
    .not.toBe('');
  return token;
}

/** What left for an address, oldest first. */
const mailsTo = (server: Server, email: string) =>
  outbox(server)
    .filter((text) => text.includes(`To: ${email}`))
    .map(textOf);

const hourInParis = () =>
  Number(new Intl.DateTimeFormat('fr', { timeZone: 'Europe/Paris', hour: 'numeric' }).format().slice(0, 2));

/** Somebody is told something: by a mail that left, or that waits for the morning. */
export async function expectTold(server: Server, email: string, words: string) {
  const isQuiet = () => hourInParis() >= 20 || hourInParis() < 7;
  const waiting = () =>
    isQuiet() ? [sql(server, `SELECT body FROM mails WHERE recipient = '${email}'`)] : [];
  await expect
    .poll(() => [...mailsTo(server, email), ...waiting()].join('\n'), { timeout: 30_000 })
    .toContain(words);
}
