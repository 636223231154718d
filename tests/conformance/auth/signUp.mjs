import { assert } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { denied, newEmail, password, signIn, visitor } from './accounts.mjs';

const feature = area('Auth', 'sign-up and sign-in');

feature('signUp with data gives a session and a user', async (world) => {
  const email = newEmail();
  const { data, error } = await visitor(world).auth.signUp({
    email: email.toUpperCase(),
    password,
    options: { data: { name: 'Alice', role: 'admin' } },
  });
  assert.equal(error, null);
  const { session, user } = data;
  assert.deepEqual(
    [session.token_type, session.expires_in, typeof session.refresh_token],
    ['bearer', 3600, 'string'],
  );
  assert.ok(Math.abs(session.expires_at - Date.now() / 1000 - 3600) < 60);
  assert.deepEqual(
    [user.email, user.role, user.aud, user.is_anonymous, user.user_metadata.name],
    [email, 'authenticated', 'authenticated', false, 'Alice'],
  );
  assert.deepEqual(user.app_metadata, { provider: 'email', providers: ['email'] });
  assert.ok(user.email_confirmed_at && user.created_at && user.updated_at && user.last_sign_in_at);
  assert.deepEqual(
    user.identities.map(({ provider, user_id }) => [provider, user_id]),
    [['email', user.id]],
  );
});
feature('a taken address, a weak password, no address', async (world) => {
  const { email } = await world.person();
  await denied(visitor(world).auth.signUp({ email, password }), 422, 'user_already_exists');
  const weak = await denied(
    visitor(world).auth.signUp({ email: newEmail(), password: '12345' }),
    422,
    'weak_password',
  );
  assert.ok(weak.reasons.includes('length'));
  await denied(visitor(world).auth.signUp({ email: 'nonsense', password }), 400, 'validation_failed');
});
feature('signInWithPassword, and the claims of its token', async (world) => {
  const { email, id } = await world.person({ data: { name: 'Alice' } });
  const { session } = await signIn(world, email);
  const claims = JSON.parse(Buffer.from(session.access_token.split('.')[1], 'base64url').toString());
  assert.deepEqual(
    [
      claims.sub,
      claims.aud,
      claims.role,
      claims.email,
      claims.aal,
      claims.is_anonymous,
      claims.iss,
      claims.user_metadata.name,
    ],
    [id, 'authenticated', 'authenticated', email, 'aal1', false, `${world.main.url}/auth/v1`, 'Alice'],
  );
  assert.deepEqual(
    claims.amr.map(({ method }) => method),
    ['password'],
  );
  assert.match(claims.session_id, /^[0-9a-f-]{36}$/);
  assert.equal(claims.exp - claims.iat, 3600);
});
feature('a wrong password and an unknown address get the same answer', async (world) => {
  const { email } = await world.person();
  const wrong = await denied(
    visitor(world).auth.signInWithPassword({ email, password: 'wrong horse' }),
    400,
    'invalid_credentials',
  );
  const unknown = await denied(
    visitor(world).auth.signInWithPassword({ email: newEmail(), password }),
    400,
    'invalid_credentials',
  );
  assert.deepEqual(
    [wrong.message, unknown.message],
    ['Invalid login credentials', 'Invalid login credentials'],
  );
});
feature('signInAnonymously, and a real account out of it', async (world) => {
  const client = visitor(world);
  const { data, error } = await client.auth.signInAnonymously({ options: { data: { nick: 'x' } } });
  assert.equal(error, null);
  assert.deepEqual(
    [data.user.is_anonymous, data.user.user_metadata.nick, data.user.email || ''],
    [true, 'x', ''],
  );
  const email = newEmail();
  const changed = await client.auth.updateUser({ email });
  assert.equal(changed.error, null);
  assert.deepEqual(
    [changed.data.user.id, changed.data.user.email, changed.data.user.is_anonymous],
    [data.user.id, email, false],
  );
});
feature('anonymous sign-in is off by default', async (world) => {
  await denied(
    visitor(world, { server: world.careful }).auth.signInAnonymously(),
    422,
    'anonymous_provider_disabled',
  );
});
feature('passwords are bcrypt in auth.users: a hash from elsewhere signs in', async (world) => {
  const email = newEmail();
  // Of "correct horse", made by another bcrypt.
  const [{ hash }] = await world.sql(
    "select extensions.crypt($1, extensions.gen_salt('bf', 6)) as hash",
    password,
  );
  const made = await world.service.auth.admin.createUser({ email, password_hash: hash, email_confirm: true });
  assert.equal(made.error, null);
  await signIn(world, email);
  const { id } = (await visitor(world).auth.signUp({ email: newEmail(), password })).data.user;
  const [{ encrypted_password: stored }] = await world.sql(
    'select encrypted_password from auth.users where id = $1',
    id,
  );
  assert.match(stored, /^\$2[aby]\$10\$/);
});
feature('both shapes of errors, by the version that is asked for', async (world) => {
  const post = (headers) =>
    world.raw('/auth/v1/token?grant_type=password', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...world.from(), ...headers },
      body: { email: newEmail(), password },
    });
  const today = await post({ 'X-Supabase-Api-Version': '2024-01-01' });
  assert.deepEqual(
    [today.status, today.json],
    [400, { code: 'invalid_credentials', message: 'Invalid login credentials' }],
  );
  assert.deepEqual(
    [today.headers.get('x-supabase-api-version'), today.headers.get('x-sb-error-code')],
    ['2024-01-01', 'invalid_credentials'],
  );
  const before = await post({});
  assert.deepEqual(
    [before.status, before.json],
    [400, { code: 400, error_code: 'invalid_credentials', msg: 'Invalid login credentials' }],
  );
});
feature('keys: legacy, publishable, secret; none and wrong ones are 401', async (world) => {
  for (const key of [world.main.anon, world.main.publishable]) {
    const { email } = await world.person();
    await signIn(world, email, password, { key });
  }
  for (const key of [world.main.service, world.main.secret]) {
    const { error } = await world.client({ key }).auth.admin.listUsers({ perPage: 1 });
    assert.equal(error, null);
  }
  for (const key of [null, 'sb_publishable_wrong', 'nonsense']) {
    assert.equal((await world.raw('/auth/v1/settings', { key })).status, 401);
  }
});
feature('settings say what is possible, health needs no key', async (world) => {
  const settings = async (server) => (await world.raw('/auth/v1/settings', { server })).json;
  const [open, careful] = [await settings(world.main), await settings(world.careful)];
  assert.deepEqual(
    [open.external.email, open.external.anonymous_users, open.disable_signup, open.mailer_autoconfirm],
    [true, true, false, true],
  );
  assert.deepEqual([careful.external.anonymous_users, careful.mailer_autoconfirm], [false, false]);
  assert.equal((await world.raw('/auth/v1/health', { key: null })).status, 200);
});
