import { assert } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { denied, signIn, visitor } from './accounts.mjs';

const feature = area('Auth', 'sessions');
const refresh = (world, token) => visitor(world).auth.refreshSession({ refresh_token: token });
const sessionOf = ({ access_token: token }) =>
  JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()).session_id;

feature('refreshSession: new tokens of the same session', async (world) => {
  const { session } = await world.person();
  const { data, error } = await refresh(world, session.refresh_token);
  assert.equal(error, null);
  assert.notEqual(data.session.refresh_token, session.refresh_token);
  assert.equal(sessionOf(data.session), sessionOf(session));
});
feature('a refresh token used again within 10 s gives the same successor', async (world) => {
  const { session } = await world.person();
  const both = await Promise.all([
    refresh(world, session.refresh_token),
    refresh(world, session.refresh_token),
  ]);
  const again = await refresh(world, session.refresh_token);
  const [first, second, third] = [...both, again].map(({ data }) => data.session.refresh_token);
  assert.deepEqual([second, third], [first, first]);
});
feature('one that was used long ago revokes the whole family', async (world) => {
  const { session } = await world.person();
  let token = session.refresh_token;
  for (let n = 0; n < 3; n++) token = (await refresh(world, token)).data.session.refresh_token;
  await world.sql(
    "update auth.refresh_tokens set updated_at = updated_at - interval '1 minute' where session_id = $1",
    sessionOf(session),
  );
  const error = await denied(refresh(world, session.refresh_token), 400, 'refresh_token_already_used');
  assert.equal(error.message, 'Invalid Refresh Token: Already Used');
  assert.notEqual((await refresh(world, token)).error, null);
});
feature('an unknown refresh token', async (world) => {
  const error = await denied(refresh(world, 'nonsense12345'), 400, 'refresh_token_not_found');
  assert.equal(error.message, 'Invalid Refresh Token: Refresh Token Not Found');
});
feature('setSession, getSession and auth events', async (world) => {
  const { session, id } = await world.person();
  const client = visitor(world);
  const events = [];
  const { data: listener } = client.auth.onAuthStateChange((event) => events.push(event));
  const { data, error } = await client.auth.setSession(session);
  assert.equal(error, null);
  assert.equal(data.user.id, id);
  assert.equal((await client.auth.getSession()).data.session.access_token, session.access_token);
  await client.auth.refreshSession();
  await client.auth.signOut({ scope: 'local' });
  listener.subscription.unsubscribe();
  assert.deepEqual(
    events.filter((event) => event !== 'INITIAL_SESSION'),
    ['SIGNED_IN', 'TOKEN_REFRESHED', 'SIGNED_OUT'],
  );
});
for (const [scope, title, mine, others] of [
  ['global', 'signOut globally ends all sessions', false, false],
  ['local', 'signOut locally ends this one only', false, true],
  ['others', 'signOut of the others keeps this one', true, false],
]) {
  feature(title, async (world) => {
    const person = await world.person();
    const other = await signIn(world, person.email);
    const here = await signIn(world, person.email);
    assert.equal((await here.client.auth.signOut({ scope })).error, null);
    assert.equal((await refresh(world, here.session.refresh_token)).error === null, mine);
    assert.equal((await refresh(world, other.session.refresh_token)).error === null, others);
    assert.equal((await visitor(world).auth.getUser(other.session.access_token)).error === null, others);
  });
}
feature('getUser of a session that has ended is 403 session_not_found', async (world) => {
  const { client, session } = await world.person();
  await client.auth.signOut();
  const answer = await world.raw('/auth/v1/user', {
    headers: { Authorization: `Bearer ${session.access_token}`, 'X-Supabase-Api-Version': '2024-01-01' },
  });
  assert.deepEqual([answer.status, answer.json.code], [403, 'session_not_found']);
});
feature('getClaims checks the token in the client, by the JWK set', async (world) => {
  const { client, id, session } = await world.person();
  const asked = [];
  const watching = world.client({
    headers: world.from(),
    global: {
      fetch: (url, init) => {
        asked.push(String(url));
        return fetch(url, init);
      },
    },
  });
  const { data, error } = await watching.auth.getClaims(session.access_token);
  assert.equal(error, null);
  const { claims } = data;
  assert.equal(claims.sub, id);
  assert.deepEqual(asked, [`${world.main.url}/auth/v1/.well-known/jwks.json`]);
  const forged = `${session.access_token.slice(0, -6)}AAAAAA`;
  assert.notEqual((await client.auth.getClaims(forged)).error, null);
});
feature('the JWK set: public halves only, cacheable', async (world) => {
  const jwks = await world.raw('/auth/v1/.well-known/jwks.json', { key: null });
  assert.equal(jwks.headers.get('cache-control'), 'public, max-age=600');
  for (const key of jwks.json.keys) assert.deepEqual([key.kty, key.alg, key.d], ['EC', 'ES256', undefined]);
});
