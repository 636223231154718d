// What features about accounts share: new addresses, clients that come from elsewhere, mails from the outbox.
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assert, until } from '../suite/expect.mjs';
import { password } from '../suite/world.mjs';

export { password };
export const newEmail = () => `${randomUUID()}@conformance.example`;

/** A client at an address of its own, so that no other feature has used up its rate limits. */
export const visitor = (world, options = {}) => world.client({ ...options, headers: world.from() });

/** A further session of a person. */
export async function signIn(world, email, secret = password, options) {
  const client = visitor(world, options);
  const answer = await client.auth.signInWithPassword({ email, password: secret });
  assert.equal(answer.error, null);
  return { client, session: answer.data.session };
}

/** The error of an auth call that is refused with this status and code; older clients know codes by another name. */
export async function denied(request, status, code) {
  const { error } = await request;
  assert.notEqual(error, null, 'not refused');
  assert.deepEqual([error.status, error.code], [status, code], `${error.name}: ${error.message}`);
  return error;
}

/** The newest mail to an address: its link and its code. */
export function mailTo(server, email, subject = '') {
  const folder = join(server.data, 'outbox');
  return until(async () => {
    for (const name of (await readdir(folder).catch(() => [])).sort().reverse()) {
      const text = name.endsWith('.eml') ? await readFile(join(folder, name), 'utf8') : '';
      if (text.includes(`To: ${email}\r\n`) && text.includes(`Subject: ${subject}`)) {
        return { link: text.match(/https?:\/\/\S+/)?.[0], code: text.match(/\b\d{6}\b/)?.[0], text };
      }
    }
    return null;
  }, `a mail to ${email}`);
}

/** Follows a link as a browser does; where it leads, with what stands after # or ?. */
export async function follow(link) {
  const answer = await fetch(link, { redirect: 'manual' });
  assert.equal(answer.status, 303, await answer.text());
  const location = new URL(answer.headers.get('location'));
  return { location, fragment: new URLSearchParams(location.hash.slice(1)), query: location.searchParams };
}
