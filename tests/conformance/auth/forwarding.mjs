import { createHmac } from 'node:crypto';
import { assert, data } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { denied, newEmail, password, visitor } from './accounts.mjs';

// The plain server stands before the main one as before a Supabase project: SUPABASE_URL, its keys and its database.
const feature = area('Auth', 'in front of a project');

feature("accounts are the project's: sign-up, sign-in, refresh, user, sign-out", async (world) => {
  const email = newEmail();
  const client = visitor(world, { server: world.plain });
  const made = await client.auth.signUp({ email, password, options: { data: { name: 'Alice' } } });
  assert.equal(made.error, null);
  const there = visitor(world);
  assert.equal((await there.auth.signInWithPassword({ email, password })).data.user.id, made.data.user.id);
  assert.equal((await client.auth.refreshSession()).error, null);
  assert.equal(
    (await client.auth.updateUser({ data: { name: 'Alicia' } })).data.user.user_metadata.name,
    'Alicia',
  );
  assert.equal((await client.auth.signOut()).error, null);
  await denied(
    client.auth.signInWithPassword({ email, password: 'wrong horse' }),
    400,
    'invalid_credentials',
  );
});
feature("the project's tokens count, by its JWK set", async (world) => {
  const email = newEmail();
  const client = visitor(world, { server: world.plain });
  const made = await client.auth.signUp({ email, password });
  assert.equal((await data(client.rpc('who'))).sub, made.data.user.id);
  const elsewhere = world.client({
    server: world.plain,
    headers: { Authorization: `Bearer ${(await world.token()).slice(0, -6)}AAAAAA` },
  });
  assert.equal((await elsewhere.rpc('who')).error.code, 'PGRST301');
});
feature('its keys count, for REST, Realtime and admin', async (world) => {
  assert.equal(
    (await data(world.client({ server: world.plain, key: world.main.anon }).rpc('who'))).role,
    'anon',
  );
  assert.equal(
    (await data(world.client({ server: world.plain, key: world.main.service }).rpc('who'))).role,
    'service_role',
  );
  const { error } = await world
    .client({ server: world.plain, key: world.main.service })
    .auth.admin.listUsers({ perPage: 1 });
  assert.equal(error, null);
});
feature('its JWK set is seen through', async (world) => {
  const [ours, theirs] = [
    await world.raw('/auth/v1/.well-known/jwks.json', { server: world.plain }),
    await world.raw('/auth/v1/.well-known/jwks.json'),
  ];
  assert.deepEqual(ours.json, theirs.json);
});
feature('its legacy HS256 secret counts, another does not', async (world) => {
  const token = (secret) => {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const exp = Math.floor(Date.now() / 1000) + 600;
    const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ role: 'authenticated', sub: 'legacy', exp })}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  const caller = (secret) => world.clientOf(token(secret), { server: world.plain });
  assert.equal((await data(caller(world.plain.legacySecret).rpc('who'))).sub, 'legacy');
  assert.equal((await caller('another secret of more than 32 bytes').rpc('who')).error.code, 'PGRST301');
  assert.equal((await world.clientOf(token(world.plain.legacySecret)).rpc('who')).error.code, 'PGRST301');
});
