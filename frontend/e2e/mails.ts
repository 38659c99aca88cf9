import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Server } from './support';

/** Undoes quoted-printable, as far as an ASCII link needs it. */
const decode = (body: string) => body.replace(/=\r?\n/g, '').replace(/=3D/g, '=');

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
      const mail = outbox(server).filter((text) => text.includes(`To: ${email}`));
      const body =
        mail
          .at(-1)
          ?.split(/\r?\n\r?\n/)
          .slice(1)
          .join('\n\n') ?? '';
      const plain = /base64/i.test(mail.at(-1) ?? '') ? Buffer.from(body, 'base64').toString() : decode(body);
      token = plain.split(`${path}#`)[1]?.match(/^[\w-]+/)?.[0] ?? '';
      return token;
    })
    .not.toBe('');
  return token;
}
