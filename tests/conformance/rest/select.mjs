import { assert, data, ids, ok, refused } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'select, order, limit, count');
const goods = (world, columns, options) => world.anon.from('goods').select(columns, options);

feature('columns, aliases, casts and *', async (world) => {
  assert.deepEqual(await data(goods(world, 'number:id, price::text, p:price::int').eq('id', 4)), [
    { number: 4, price: '120.00', p: 120 },
  ]);
  assert.deepEqual(await data(world.anon.from('shelves').select().eq('id', 1)), [{ id: 1, label: 'top' }]);
  assert.deepEqual(await data(world.anon.from('shelves').select('*, again:label').eq('id', 1)), [
    { id: 1, label: 'top', again: 'top' },
  ]);
});
feature('numbers, dates, json, arrays and ranges as Postgres writes them', async (world) => {
  assert.deepEqual(
    await data(goods(world, 'price,made_at,details,tags,sold,mood,is_fragile').eq('id', 4).single()),
    {
      price: 120.0,
      made_at: '2026-01-01T00:00:00+00:00',
      details: { n: 11 },
      tags: [],
      sold: '[30,40)',
      mood: 'wild',
      is_fragile: null,
    },
  );
});
feature('json paths in select', async (world) => {
  assert.deepEqual(
    await data(
      goods(world, 'w:details->size->w, details->>n, t:tags->0, colour:details->colors->>-1')
        .eq('id', 1)
        .single(),
    ),
    {
      w: 1,
      n: '5',
      t: 'red',
      colour: 'green',
    },
  );
  assert.deepEqual(await data(goods(world, 'n:details->>n::int').eq('id', 4)), [{ n: 11 }]);
});
feature('computed columns', async (world) => {
  assert.deepEqual(await data(goods(world, 'full_name').eq('id', 1)), [{ full_name: 'apple/calm' }]);
});
feature('order: several columns, directions, nulls, json paths', async (world) => {
  const order = async (...keys) =>
    (
      await data(keys.reduce((query, [column, options]) => query.order(column, options), goods(world, 'id')))
    ).map(({ id }) => id);
  assert.deepEqual(
    await order(['maker_id', { ascending: false }], ['id', { ascending: false }]),
    [4, 3, 2, 1],
  );
  assert.deepEqual(await order(['maker_id', { ascending: false, nullsFirst: false }], ['id']), [3, 1, 2, 4]);
  assert.deepEqual(await order(['maker_id', { nullsFirst: true }], ['id']), [4, 1, 2, 3]);
  assert.deepEqual(await order(['details->n', { ascending: false, nullsFirst: false }]), [4, 2, 1, 3]);
});
feature('limit and range', async (world) => {
  assert.deepEqual(await ids(goods(world, 'id').limit(2)), [1, 2]);
  assert.deepEqual(await ids(goods(world, 'id').range(1, 2)), [2, 3]);
  assert.deepEqual(await ids(goods(world, 'id').limit(0)), []);
  const header = await world.raw('/rest/v1/goods?select=id&order=id', {
    headers: { Range: '1-2', 'Range-Unit': 'items' },
  });
  assert.deepEqual(
    [header.status, header.json, header.headers.get('content-range')],
    [200, [{ id: 2 }, { id: 3 }], '1-2/*'],
  );
});
feature('count exact, with 200, 206 and 416', async (world) => {
  const all = await ok(goods(world, 'id', { count: 'exact' }));
  assert.deepEqual([all.count, all.status], [4, 200]);
  const some = await ok(goods(world, 'id', { count: 'exact' }).limit(1));
  assert.deepEqual([some.count, some.status], [4, 206]);
  await refused(goods(world, 'id', { count: 'exact' }).range(10, 20), 416, 'PGRST103');
});
feature('count planned and estimated', async (world) => {
  assert.ok((await ok(goods(world, 'id', { count: 'planned' }))).count >= 0);
  assert.equal((await ok(goods(world, 'id', { count: 'estimated' }))).count, 4);
});
feature('head: a count without rows', async (world) => {
  const head = await ok(goods(world, '*', { count: 'exact', head: true }).gt('id', 1));
  assert.deepEqual([head.count, head.data], [3, null]);
});
feature('single and maybeSingle', async (world) => {
  assert.deepEqual(await data(goods(world, 'id').eq('id', 1).single()), { id: 1 });
  assert.deepEqual(await data(goods(world, 'id').eq('id', 1).maybeSingle()), { id: 1 });
  assert.equal(await data(goods(world, 'id').eq('id', -1).maybeSingle()), null);
  const none = await refused(goods(world, 'id').eq('id', -1).single(), 406, 'PGRST116');
  assert.deepEqual(
    [none.message, none.details],
    ['Cannot coerce the result to a single JSON object', 'The result contains 0 rows'],
  );
  const many = await refused(goods(world, 'id').single(), 406, 'PGRST116');
  assert.equal(many.details, 'The result contains 4 rows');
  await refused(goods(world, 'id').maybeSingle(), 406, 'PGRST116');
});
feature("a server's row limit cuts every list", async (world) => {
  const limited = world.client({ server: world.plain });
  assert.deepEqual(await ids(limited.from('goods').select('id')), [1, 2, 3]);
});
feature('columns whose names need quotes', async (world) => {
  const odd = () => world.anon.from('odd');
  assert.deepEqual(await data(odd().select('"First Name", x:"a,b", "dot.ted"')), [
    { 'First Name': 'Ann', x: 1, 'dot.ted': true },
  ]);
  assert.deepEqual(await data(odd().select('id').eq('First Name', 'Ann').order('"a,b"')), [{ id: 1 }]);
  assert.deepEqual(await data(odd().select('id').or('"First Name".eq.Ann,"a,b".gt.5')), [{ id: 1 }]);
  const made = await ok(
    odd().insert({ id: world.number(), 'First Name': 'Bo', 'a,b': 2 }).select('"First Name"').rollback(),
  );
  assert.deepEqual(made.data, [{ 'First Name': 'Bo' }]);
});
