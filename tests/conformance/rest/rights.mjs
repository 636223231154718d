import { assert, data, ok, refused } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'callers and rights');

feature("policies: one's own rows are there, others' are not", async (world) => {
  const [alice, bob] = [await world.person(), await world.person()];
  const id = world.number();
  assert.deepEqual(await data(alice.client.from('owned').insert({ id, body: 'mine' }).select()), [
    { id, owner: alice.id, body: 'mine' },
  ]);
  assert.deepEqual(await data(alice.client.from('owned').select('body').eq('id', id)), [{ body: 'mine' }]);
  assert.deepEqual(await data(bob.client.from('owned').select('body').eq('id', id)), []);
  assert.deepEqual(await data(bob.client.from('owned').update({ body: 'his' }).eq('id', id).select()), []);
  assert.deepEqual(await data(bob.client.from('owned').delete().eq('id', id).select()), []);
  assert.deepEqual(await data(world.service.from('owned').select('body').eq('id', id)), [{ body: 'mine' }]);
});
feature('policies: what may not be written is 42501', async (world) => {
  const [alice, bob] = [await world.person(), await world.person()];
  const error = await refused(
    alice.client.from('owned').insert({ id: world.number(), owner: bob.id, body: 'x' }),
    403,
    '42501',
  );
  assert.equal(error.message, 'new row violates row-level security policy for table "owned"');
  await refused(
    world.anon.from('owned').insert({ id: world.number(), owner: bob.id, body: 'x' }),
    401,
    '42501',
  );
});
feature('columns that may not be read or written', async (world) => {
  const id = world.number();
  await ok(world.anon.from('narrow').insert({ id, shown: 'a' }));
  assert.deepEqual(await data(world.anon.from('narrow').select('shown').eq('id', id)), [{ shown: 'a' }]);
  await refused(world.anon.from('narrow').select('hidden'), 401, '42501');
  await refused(world.anon.from('narrow').insert({ id: world.number(), hidden: 'x' }), 401, '42501');
  assert.deepEqual(
    await data(world.anon.from('narrow').update({ shown: 'b' }).eq('id', id).select('shown')),
    [{ shown: 'b' }],
  );
});
feature('API keys: legacy, publishable, secret; none and wrong ones are 401', async (world) => {
  const role = async (key) => (await data(world.client({ key }).rpc('who'))).role;
  assert.equal(await role(world.main.anon), 'anon');
  assert.equal(await role(world.main.publishable), 'anon');
  assert.equal(await role(world.main.service), 'service_role');
  assert.equal(await role(world.main.secret), 'service_role');
  assert.equal((await world.raw('/rest/v1/goods', { key: null })).status, 401);
  assert.equal((await world.raw('/rest/v1/goods', { key: 'sb_publishable_wrong' })).status, 401);
  assert.equal(
    (await world.raw('/rest/v1/goods', { key: world.main.secret, headers: { 'User-Agent': 'Mozilla/5.0' } }))
      .status,
    401,
  );
});
feature('tokens: the role and claims of whoever signed in; bad and expired ones are 401', async (world) => {
  const person = await world.person();
  const who = await data(person.client.rpc('who'));
  assert.deepEqual([who.role, who.sub], ['authenticated', person.id]);
  const expired = world.clientOf(await world.token({ exp: Math.floor(Date.now() / 1000) - 60 }));
  const late = await refused(expired.from('goods').select('id'), 401, 'PGRST303');
  assert.equal(late.message, 'JWT expired');
  const forged = `${(await world.token()).slice(0, -6)}AAAAAA`;
  await refused(world.clientOf(forged).from('goods').select('id'), 401, 'PGRST301');
  const answer = await world.raw('/rest/v1/goods', { headers: { Authorization: 'Bearer nonsense' } });
  assert.deepEqual([answer.status, answer.json.code], [401, 'PGRST301']);
  assert.match(answer.headers.get('www-authenticate'), /^Bearer/);
});
