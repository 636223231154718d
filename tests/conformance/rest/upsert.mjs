import { assert, data, ok, refused } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'upsert and put');

feature('merges by the primary key: 201 when new, 200 when there', async (world) => {
  const id = world.number();
  const made = await ok(world.anon.from('notes').upsert({ id, body: 'a', amount: 1 }));
  assert.equal(made.status, 201);
  const merged = await ok(world.anon.from('notes').upsert({ id, body: 'b' }).select('id, body, amount'));
  assert.deepEqual([merged.status, merged.data], [200, [{ id, body: 'b', amount: 1 }]]);
});
feature('ignoreDuplicates keeps what is there', async (world) => {
  const id = world.number();
  await ok(world.anon.from('notes').insert({ id, body: 'a' }));
  assert.deepEqual(
    await data(world.anon.from('notes').upsert({ id, body: 'c' }, { ignoreDuplicates: true }).select()),
    [],
  );
  assert.deepEqual(await data(world.anon.from('notes').select('body').eq('id', id)), [{ body: 'a' }]);
});
feature('onConflict names other columns', async (world) => {
  const body = `once ${world.number()}`;
  const [first] = await data(world.anon.from('counted').upsert({ body }, { onConflict: 'body' }).select());
  const [again] = await data(world.anon.from('counted').upsert({ body }, { onConflict: 'body' }).select());
  assert.deepEqual(again, first);
  await refused(
    world.anon.from('notes').upsert({ id: world.number() }, { onConflict: 'body' }),
    400,
    '42P10',
  );
});
feature('composite keys, in bulk, with count', async (world) => {
  const row = world.number();
  await ok(world.anon.from('seats').insert({ row_no: row, seat_no: 1, guest: 'a' }));
  const both = await ok(
    world.anon
      .from('seats')
      .upsert(
        [
          { row_no: row, seat_no: 1, guest: 'b' },
          { row_no: row, seat_no: 2, guest: 'c' },
        ],
        { count: 'exact' },
      )
      .select('guest'),
  );
  assert.deepEqual([both.status, both.count, both.data], [201, 2, [{ guest: 'b' }, { guest: 'c' }]]);
});
feature('defaultToNull off', async (world) => {
  const rows = [{ id: world.number(), amount: 3 }, { id: world.number() }];
  assert.deepEqual(
    await data(world.anon.from('notes').upsert(rows, { defaultToNull: false }).select('amount')),
    [{ amount: 3 }, { amount: 7 }],
  );
});
feature('PUT inserts or replaces one row', async (world) => {
  const id = world.number();
  const put = (body, path = `?id=eq.${id}`) =>
    world.raw(`/rest/v1/notes${path}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', Prefer: 'return=representation' },
      body,
    });
  const made = await put({ id, body: 'a' }, `?id=eq.${id}&select=id,body`);
  assert.deepEqual([made.status, made.json], [201, [{ id, body: 'a' }]]);
  assert.equal((await put({ id, body: 'b' })).status, 200);
  assert.deepEqual(
    [(await put({ id: 1, body: 'b' })).json.code, (await put({ id }, '?body=eq.a')).json.code],
    ['PGRST115', 'PGRST105'],
  );
  assert.equal((await put({ id }, `?id=eq.${id}&limit=1`)).json.code, 'PGRST114');
});
