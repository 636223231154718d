import { assert } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { denied, newEmail, password, signIn, visitor } from './accounts.mjs';

const feature = area('Auth', "one's own account");

feature('getUser gives the account as it is now', async (world) => {
  const { client, id, email } = await world.person();
  const { data, error } = await client.auth.getUser();
  assert.equal(error, null);
  assert.deepEqual([data.user.id, data.user.email], [id, email]);
  await denied(visitor(world).auth.getUser('nonsense'), 403, 'bad_jwt');
});
feature('updateUser merges data key by key, null removes', async (world) => {
  const { client } = await world.person({ data: { name: 'Alice', age: 30 } });
  const { data, error } = await client.auth.updateUser({ data: { age: null, city: 'Bern' } });
  assert.equal(error, null);
  const { name, age, city } = data.user.user_metadata;
  assert.deepEqual([name, age, city], ['Alice', undefined, 'Bern']);
  assert.equal((await client.auth.refreshSession()).data.user.user_metadata.city, 'Bern');
});
feature('nobody can make himself an admin', async (world) => {
  const { client, session } = await world.person();
  await world.raw('/auth/v1/user', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${session.access_token}` },
    body: { app_metadata: { role: 'gre' }, role: 'service_role' },
  });
  const { user } = (await client.auth.getUser()).data;
  assert.deepEqual(
    [user.app_metadata, user.role],
    [{ provider: 'email', providers: ['email'] }, 'authenticated'],
  );
});
feature('a new password ends the other sessions', async (world) => {
  const { email } = await world.person();
  const [here, there] = [await signIn(world, email), await signIn(world, email)];
  assert.equal((await here.client.auth.updateUser({ password: 'another horse' })).error, null);
  assert.equal((await here.client.auth.refreshSession()).error, null);
  assert.notEqual((await there.client.auth.refreshSession()).error, null);
  await denied(visitor(world).auth.signInWithPassword({ email, password }), 400, 'invalid_credentials');
  await signIn(world, email, 'another horse');
  await denied(here.client.auth.updateUser({ password: 'another horse' }), 422, 'same_password');
});
feature('a new address, and one that is taken', async (world) => {
  const [alice, bob] = [await world.person(), await world.person()];
  const email = newEmail();
  const { data, error } = await alice.client.auth.updateUser({ email });
  assert.equal(error, null);
  assert.equal(data.user.email, email);
  await denied(alice.client.auth.updateUser({ email: bob.email }), 422, 'email_exists');
});
feature("a deleted account's token is 403 user_not_found", async (world) => {
  const { client, id, session } = await world.person();
  assert.equal((await world.service.auth.admin.deleteUser(id)).error, null);
  const answer = await world.raw('/auth/v1/user', {
    headers: { Authorization: `Bearer ${session.access_token}`, 'X-Supabase-Api-Version': '2024-01-01' },
  });
  assert.deepEqual([answer.status, answer.json.code], [403, 'user_not_found']);
  assert.notEqual((await client.auth.refreshSession()).error, null);
});
