import { assert, refused } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'errors and hints');

feature('the shape: code, message, details, hint, and Proxy-Status', async (world) => {
  const answer = await world.raw('/rest/v1/goods?id=eq.x');
  assert.deepEqual(
    [answer.status, answer.json],
    [
      400,
      { code: '22P02', details: null, hint: null, message: 'invalid input syntax for type integer: "x"' },
    ],
  );
  assert.equal(answer.headers.get('proxy-status'), 'PostgREST; error=22P02');
});
feature('an unknown table, one letter off, in another case style, by its legacy name', async (world) => {
  const hint = async (name) => (await refused(world.anon.from(name).select(), 404, 'PGRST205')).hint;
  assert.equal(await hint('good'), "Perhaps you meant the table 'conformance.goods'");
  assert.equal(await hint('cheapGoods'), "Perhaps you meant the table 'conformance.cheap_goods'");
  assert.equal(await hint('wares'), "Perhaps you meant the table 'conformance.goods'");
  const far = await refused(world.anon.from('nothing_like_it').select(), 404, 'PGRST205');
  assert.deepEqual(
    [far.message, far.hint],
    ["Could not find the table 'conformance.nothing_like_it' in the schema cache", null],
  );
});
feature('an unknown column in select, filter, order and body', async (world) => {
  const select = await refused(world.anon.from('goods').select('makerId'), 400, '42703');
  assert.equal(select.message, 'column goods.makerId does not exist');
  assert.match(select.hint, /maker_id/);
  await refused(world.anon.from('goods').select('id').eq('nam', 1), 400, '42703');
  await refused(world.anon.from('goods').select('id').order('nam'), 400, '42703');
  const body = await refused(world.anon.from('goods').insert({ makerId: 1 }), 400, 'PGRST204');
  assert.match(body.hint, /maker_id/);
});
feature('an unknown function, and one with other arguments', async (world) => {
  const hint = async (name, args) => (await refused(world.anon.rpc(name, args), 404, 'PGRST202')).hint;
  assert.equal(
    await hint('goodsOf', { maker: 1 }),
    'Perhaps you meant to call the function conformance.goods_of',
  );
  assert.equal(
    await hint('goods_off', { maker: 1 }),
    'Perhaps you meant to call the function conformance.goods_of',
  );
  assert.equal(
    await hint('goods_of', { Maker: 1 }),
    'Perhaps you meant to call the function conformance.goods_of(maker)',
  );
});
feature('values that are none of their type', async (world) => {
  await refused(world.anon.from('goods').select().eq('mood', 'glad'), 400, '22P02');
  await refused(world.anon.from('goods').select().contains('sold', 'x'), 400, '22P02');
  await refused(
    world.anon.from('notes').insert({ id: world.number(), title: 'much too long a title' }),
    400,
    '23514',
  );
  await refused(world.anon.from('goods').select().filter('details', 'like', 'x'), 404, '42883');
});
feature('what cannot be parsed: PGRST100', async (world) => {
  const bad = async (query) => {
    const answer = await world.raw(`/rest/v1/goods?${query}`);
    return [answer.status, answer.json.code];
  };
  for (const query of ['select=id,(', 'order=id.up', 'limit=x', 'select=id::', 'or=(id.eq.1', 'id=in.(1']) {
    assert.deepEqual(await bad(query), [400, 'PGRST100'], query);
  }
  assert.deepEqual(await bad('limit=-1'), [416, 'PGRST103']);
});
