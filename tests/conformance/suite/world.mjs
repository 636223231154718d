// What a feature is given: one of the published clients, people, tokens, SQL, and ids that nobody else uses.
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Everybody's. */
export const password = 'correct horse';

let lastNumber = 1000;
let lastAddress = 0;

export class World {
  /** @param clientModule a published `@supabase/supabase-js` */
  constructor(label, clientModule, stage) {
    this.label = label;
    this.module = clientModule;
    this.stage = stage;
    this.main = stage.main;
    this.plain = stage.plain;
    this.careful = stage.careful;
    this.anon = this.client();
    this.service = this.client({ key: stage.main.service });
  }

  /** A client as an application makes it. */
  client({ server = this.main, key = server.anon, schema = 'conformance', headers, auth, ...more } = {}) {
    return this.module.createClient(server.url, key, {
      db: { schema },
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, ...auth },
      global: { headers: headers ?? {} },
      ...more,
    });
  }

  /** A client that takes its tokens from elsewhere. */
  clientOf(token, options = {}) {
    return this.client({
      ...options,
      accessToken: async () => (typeof token === 'function' ? token() : token),
    });
  }

  /** For rows of one's own. */
  number() {
    return ++lastNumber;
  }

  /** Somebody new, signed in. His password is hashed at bcrypt's least cost: most features are not about that. */
  async person({ data, app } = {}) {
    const email = `${randomUUID()}@conformance.example`;
    const { data: made, error } = await this.service.auth.admin.createUser({
      email,
      password_hash: this.stage.cheapHash,
      email_confirm: true,
      user_metadata: data,
      app_metadata: app,
    });
    if (error) throw error;
    const client = this.client({ headers: this.from() });
    const signedIn = await client.auth.signInWithPassword({ email, password });
    if (signedIn.error) throw signedIn.error;
    return { id: made.user.id, email, client, session: signedIn.data.session };
  }

  /** A token as the auth server would give it, with the claims that a test wants. */
  async token(claims = {}) {
    const [jwk] = JSON.parse(await readFile(join(this.main.data, 'keys', 'signing-keys.json'), 'utf8'));
    const now = Math.floor(Date.now() / 1000);
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'ES256', typ: 'JWT', kid: jwk.kid })}.${part({
      iss: `${this.main.url}/auth/v1`,
      aud: 'authenticated',
      role: 'authenticated',
      sub: randomUUID(),
      iat: now - 60,
      exp: now + 3600,
      ...claims,
    })}`;
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  }

  /** A request as no client library makes it. */
  async raw(path, { method = 'GET', headers = {}, body, server = this.main, key = server.anon } = {}) {
    const response = await fetch(server.url + path, {
      method,
      headers: { ...(key ? { apikey: key } : {}), ...headers },
      body:
        body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)
          ? JSON.stringify(body)
          : body,
      redirect: 'manual',
    });
    const text = await response.text();
    let json;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: response.status, headers: response.headers, text, json };
  }

  /** SQL as the database's owner. */
  async sql(text, ...values) {
    return (await this.stage.database.query(text, values)).rows;
  }

  /** An address that has not used up any rate limit: this machine's proxies may say where requests come from. */
  from() {
    lastAddress++;
    return { 'X-Forwarded-For': `203.0.${lastAddress >> 8}.${lastAddress & 255}` };
  }
}
