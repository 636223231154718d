import { assert, data, ok } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'Prefer');
const json = { 'Content-Type': 'application/json' };

const post = (world, prefer, body, more = {}) =>
  world.raw(`/rest/v1/notes${more.query ?? ''}`, {
    method: 'POST',
    headers: { ...json, Prefer: prefer },
    body,
    ...more,
  });

feature('return=minimal and return=representation are applied', async (world) => {
  const minimal = await post(world, 'return=minimal', { id: world.number() });
  assert.deepEqual(
    [minimal.status, minimal.text, minimal.headers.get('preference-applied')],
    [201, '', 'return=minimal'],
  );
  const whole = await post(
    world,
    'return=representation',
    { id: world.number(), body: 'x' },
    { query: '?select=body' },
  );
  assert.deepEqual(
    [whole.status, whole.json, whole.headers.get('preference-applied')],
    [201, [{ body: 'x' }], 'return=representation'],
  );
});
feature('missing=default, resolution= and count= are applied', async (world) => {
  const made = await post(
    world,
    'resolution=merge-duplicates, missing=default, return=representation, count=exact',
    [{ id: world.number() }],
    { query: '?columns=id,amount&select=amount' },
  );
  assert.deepEqual(made.json, [{ amount: 7 }]);
  assert.deepEqual(
    new Set(made.headers.get('preference-applied').split(', ')),
    new Set(['resolution=merge-duplicates', 'missing=default', 'return=representation', 'count=exact']),
  );
  assert.equal(made.headers.get('content-range'), '*/1');
});
feature('handling=strict refuses what is unknown, lenient ignores it', async (world) => {
  const strict = await world.raw('/rest/v1/goods?select=id&limit=1', {
    headers: { Prefer: 'handling=strict, anything=1' },
  });
  assert.deepEqual(
    [strict.status, strict.json.code, strict.json.message, strict.json.details],
    [400, 'PGRST122', 'Invalid preferences given with handling=strict', 'Invalid preferences: anything=1'],
  );
  const lenient = await world.raw('/rest/v1/goods?select=id&limit=1', {
    headers: { Prefer: 'handling=lenient, anything=1' },
  });
  assert.equal(lenient.status, 200);
});
feature('max-affected on update, delete and sets from functions', async (world) => {
  const [first, second] = [world.number(), world.number()];
  await ok(world.anon.from('notes').insert([{ id: first }, { id: second }]));
  const query = `?id=in.(${first},${second})`;
  const prefer = { Prefer: 'handling=strict, max-affected=1' };
  assert.equal(
    (await world.raw(`/rest/v1/notes${query}`, { method: 'DELETE', headers: prefer })).json.code,
    'PGRST124',
  );
  assert.equal(
    (
      await world.raw(`/rest/v1/notes${query}`, {
        method: 'PATCH',
        headers: { ...json, ...prefer },
        body: { body: 'x' },
      })
    ).json.code,
    'PGRST124',
  );
  const call = (name, body) =>
    world.raw(`/rest/v1/rpc/${name}`, { method: 'POST', headers: { ...json, ...prefer }, body });
  assert.equal(
    (await call('rename_notes', { from_id: first, to_id: second, new_body: 'y' })).json.code,
    'PGRST124',
  );
  assert.equal((await call('add', { a: 1 })).json.code, 'PGRST128');
  assert.deepEqual(await data(world.anon.from('notes').select('body').in('id', [first, second])), [
    { body: null },
    { body: null },
  ]);
});
feature('tx=rollback undoes everything, where it is allowed', async (world) => {
  const id = world.number();
  const undone = await ok(world.anon.from('notes').insert({ id, body: 'never' }).select('body').rollback());
  assert.deepEqual(undone.data, [{ body: 'never' }]);
  assert.deepEqual(await data(world.anon.from('notes').select().eq('id', id)), []);
});
feature('tx=rollback is ignored, where it is not', async (world) => {
  const id = world.number();
  const plain = world.client({ server: world.plain });
  await ok(plain.from('notes').insert({ id }).select('id').rollback());
  assert.deepEqual(await data(world.anon.from('notes').select('id').eq('id', id)), [{ id }]);
});
feature('timezone', async (world) => {
  const id = world.number();
  await ok(world.anon.from('notes').insert({ id }));
  const there = await world.raw(`/rest/v1/notes?select=made_at&id=eq.${id}`, {
    headers: { Prefer: 'timezone=America/New_York' },
  });
  assert.deepEqual(
    [there.json, there.headers.get('preference-applied')],
    [[{ made_at: '2025-12-31T19:00:00-05:00' }], 'timezone=America/New_York'],
  );
  const nowhere = await world.raw('/rest/v1/goods?limit=1', {
    headers: { Prefer: 'handling=strict, timezone=Nowhere/Land' },
  });
  assert.equal(nowhere.json.code, 'PGRST122');
});
feature('on reads too: count in Content-Range', async (world) => {
  const answer = await world.raw('/rest/v1/goods?select=id&limit=2&order=id', {
    headers: { Prefer: 'count=exact' },
  });
  assert.deepEqual(
    [answer.status, answer.headers.get('content-range'), answer.headers.get('preference-applied')],
    [206, '0-1/4', 'count=exact'],
  );
  const none = await world.raw('/rest/v1/goods?select=id&id=eq.-1', { headers: { Prefer: 'count=exact' } });
  assert.deepEqual([none.status, none.headers.get('content-range')], [200, '*/0']);
});
