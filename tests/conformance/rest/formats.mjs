import { assert, data, refused } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'representations');

feature('csv', async (world) => {
  assert.equal(
    await data(world.anon.from('shelves').select('id,label').eq('id', 1).csv()),
    'id,label\n1,top',
  );
  assert.equal(
    await data(world.anon.from('goods').select('name,price').eq('id', 3).csv()),
    'name,price\n"cup, ""large""",4.00',
  );
});
feature('geojson is refused for what has no geometry', async (world) => {
  await refused(world.anon.from('goods').select().geojson(), 406, 'PGRST107');
});
feature('plan: refused by default', async (world) => {
  await refused(world.client({ server: world.plain }).from('goods').select().explain(), 406, 'PGRST107');
});
feature('plan: text and json, with options, where it is on', async (world) => {
  assert.match(await data(world.anon.from('goods').select().explain()), /Aggregate/);
  const [plan] = await data(
    world.anon
      .from('goods')
      .select()
      .explain({ format: 'json', analyze: true, verbose: true, settings: true, buffers: true, wal: true }),
  );
  assert.ok(plan.Plan['Actual Rows'] >= 1);
});
feature(
  'stripped nulls, as a list and as an object',
  async (world) => {
    assert.deepEqual(await data(world.anon.from('goods').select('id,note').eq('id', 2).stripNulls()), [
      { id: 2 },
    ]);
    assert.deepEqual(
      await data(world.anon.from('goods').select('id,note').eq('id', 2).single().stripNulls()),
      { id: 2 },
    );
  },
  ['current'],
);
feature('media types, and 406 for none that can be had', async (world) => {
  const get = (accept) => world.raw('/rest/v1/goods?select=id,note&id=eq.2', { headers: { Accept: accept } });
  const stripped = await get('application/vnd.pgrst.array+json;nulls=stripped');
  assert.deepEqual(
    [stripped.json, stripped.headers.get('content-type')],
    [[{ id: 2 }], 'application/vnd.pgrst.array+json;nulls=stripped; charset=utf-8'],
  );
  const single = await get('application/vnd.pgrst.object+json');
  assert.deepEqual(
    [single.json, single.headers.get('content-type')],
    [{ id: 2, note: null }, 'application/vnd.pgrst.object+json; charset=utf-8'],
  );
  assert.equal(
    (await get('text/html, */*;q=0.1')).headers.get('content-type'),
    'application/json; charset=utf-8',
  );
  const none = await get('image/png');
  assert.deepEqual(
    [none.status, none.json.code, none.json.message],
    [406, 'PGRST107', 'None of these media types are available: image/png'],
  );
});
feature('the OpenAPI root', async (world) => {
  const root = await world.raw('/rest/v1/', { headers: { Accept: 'application/openapi+json' } });
  assert.equal(root.headers.get('content-type'), 'application/openapi+json; charset=utf-8');
  assert.equal(root.json.swagger, '2.0');
  assert.ok(root.json.paths['/goods'].get && root.json.paths['/rpc/add'].post, 'paths');
  assert.equal(root.json.definitions.goods.description, 'What is sold');
  assert.deepEqual(root.json.definitions.goods.properties.mood.enum, ['calm', 'wild', 'auto']);
  const off = await world.raw('/rest/v1/', { server: world.plain });
  assert.deepEqual([off.status, off.json.code], [404, 'PGRST126']);
});
