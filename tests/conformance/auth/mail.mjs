import { assert } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { denied, follow, mailTo, newEmail, password, visitor } from './accounts.mjs';

const feature = area('Auth', 'mail');

feature("sign-up is confirmed by the mail's link", async (world) => {
  const server = world.careful;
  const email = newEmail();
  const client = visitor(world, { server });
  const { data, error } = await client.auth.signUp({
    email,
    password,
    options: { emailRedirectTo: `${server.url}/player` },
  });
  assert.equal(error, null);
  assert.deepEqual([data.session, data.user.email_confirmed_at ?? null], [null, null]);
  await denied(client.auth.signInWithPassword({ email, password }), 400, 'email_not_confirmed');
  const { link } = await mailTo(server, email, 'Confirm your e-mail');
  const { location, fragment } = await follow(link);
  assert.equal(location.pathname, '/player');
  assert.deepEqual([fragment.get('type'), fragment.get('token_type')], ['signup', 'bearer']);
  const set = await client.auth.setSession({
    access_token: fragment.get('access_token'),
    refresh_token: fragment.get('refresh_token'),
  });
  assert.equal(set.data.user.email, email);
  const again = await follow(link);
  assert.equal(again.fragment.get('error_code'), 'otp_expired');
  assert.equal((await client.auth.signInWithPassword({ email, password })).error, null);
});
feature('or by its code', async (world) => {
  const server = world.careful;
  const email = newEmail();
  const client = visitor(world, { server });
  await client.auth.signUp({ email, password });
  const { code } = await mailTo(server, email);
  await denied(
    client.auth.verifyOtp({ email, token: code === '000000' ? '000001' : '000000', type: 'signup' }),
    403,
    'otp_expired',
  );
  const { data, error } = await client.auth.verifyOtp({ email, token: code, type: 'signup' });
  assert.equal(error, null);
  assert.equal(data.user.email, email);
});
feature('resend sends another, once a minute', async (world) => {
  const server = world.careful;
  const email = newEmail();
  const client = visitor(world, { server });
  await client.auth.signUp({ email, password });
  const error = await denied(
    client.auth.resend({ type: 'signup', email }),
    429,
    'over_email_send_rate_limit',
  );
  assert.match(error.message, /^For security purposes, you can only request this after \d+ seconds\.$/);
  assert.equal((await client.auth.resend({ type: 'signup', email: newEmail() })).error, null);
});
feature('password recovery', async (world) => {
  const { email } = await world.person();
  const client = visitor(world);
  assert.equal((await client.auth.resetPasswordForEmail(email)).error, null);
  assert.equal((await visitor(world).auth.resetPasswordForEmail(newEmail())).error, null);
  const { link } = await mailTo(world.main, email, 'Reset');
  const { fragment } = await follow(link);
  assert.equal(fragment.get('type'), 'recovery');
  await client.auth.setSession({
    access_token: fragment.get('access_token'),
    refresh_token: fragment.get('refresh_token'),
  });
  assert.equal((await client.auth.updateUser({ password: 'recovered horse' })).error, null);
  assert.equal(
    (await visitor(world).auth.signInWithPassword({ email, password: 'recovered horse' })).error,
    null,
  );
});
feature('recovery by PKCE: the link brings a code that only the asker can use', async (world) => {
  const { email } = await world.person();
  const store = new Map();
  const storage = {
    getItem: (key) => store.get(key) ?? null,
    setItem: (key, value) => store.set(key, value),
    removeItem: (key) => store.delete(key),
  };
  const client = visitor(world, { auth: { flowType: 'pkce', storage, persistSession: true } });
  assert.equal((await client.auth.resetPasswordForEmail(email)).error, null);
  const { query } = await follow((await mailTo(world.main, email, 'Reset')).link);
  const { data, error } = await client.auth.exchangeCodeForSession(query.get('code'));
  assert.equal(error, null);
  assert.equal(data.user.email, email);
});
feature("signInWithOtp: by code, by the link's token; no new account unless wanted", async (world) => {
  const { email, id } = await world.person();
  const client = visitor(world);
  assert.equal(
    (await client.auth.signInWithOtp({ email, options: { shouldCreateUser: false } })).error,
    null,
  );
  const { code } = await mailTo(world.main, email, 'Your sign-in');
  assert.equal((await client.auth.verifyOtp({ email, token: code, type: 'email' })).data.user.id, id);
  const other = newEmail();
  assert.equal((await visitor(world).auth.signInWithOtp({ email: other })).error, null);
  const hash = new URL((await mailTo(world.main, other)).link).searchParams.get('token');
  const signedIn = await visitor(world).auth.verifyOtp({ token_hash: hash, type: 'email' });
  assert.equal(signedIn.data.user?.email, other, signedIn.error?.message);
});
feature('a new address counts once its mail is confirmed', async (world) => {
  const server = world.careful;
  const [email, next] = [newEmail(), newEmail()];
  const client = visitor(world, { server });
  await client.auth.signUp({ email, password });
  await client.auth.verifyOtp({ email, token: (await mailTo(server, email)).code, type: 'signup' });
  const asked = await client.auth.updateUser({ email: next });
  assert.deepEqual([asked.data.user.email, asked.data.user.new_email], [email, next]);
  const { code } = await mailTo(server, next);
  const changed = await client.auth.verifyOtp({ email: next, token: code, type: 'email_change' });
  assert.equal(changed.data.user?.email, next, changed.error?.message);
});
