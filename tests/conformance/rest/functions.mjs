import { assert, data, ok, refused } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'functions');
const call = (world, ...more) => world.anon.rpc(...more);

feature('named arguments and defaults, by POST and by GET', async (world) => {
  assert.equal(await data(call(world, 'add', { a: 1 })), 11);
  assert.equal(await data(call(world, 'add', { b: 2, a: 1 })), 3);
  assert.equal(await data(call(world, 'add', { a: 1, b: 2 }, { get: true })), 3);
});
feature('arguments of all types', async (world) => {
  const given = { list: [1, 2], doc: { a: ['x', null] }, moody: 'wild', word: 'a "b"', num: 1.5, flag: true };
  assert.deepEqual(await data(call(world, 'shapes', given)), given);
  assert.deepEqual(await data(call(world, 'shapes', { ...given, doc: '{"a":1}' }, { get: true })), {
    ...given,
    doc: { a: 1 },
  });
});
feature('variadic arguments', async (world) => {
  assert.equal(await data(call(world, 'sum_of', { numbers: [1, 2, 3] })), 6);
  assert.equal((await world.raw('/rest/v1/rpc/sum_of?numbers=1&numbers=2')).json, 3);
});
feature('a single json, text or bytes argument takes the whole body', async (world) => {
  assert.deepEqual(await data(call(world, 'echo', { any: ['thing', 1] })), { any: ['thing', 1] });
  const post = (name, type, body) =>
    world.raw(`/rest/v1/rpc/${name}`, { method: 'POST', headers: { 'Content-Type': type }, body });
  assert.equal((await post('echo_text', 'text/plain', 'words')).json, 'words');
  assert.equal(
    (await post('echo_bytes', 'application/octet-stream', 'bytes')).json,
    `\\x${Buffer.from('bytes').toString('hex')}`,
  );
});
feature('scalars, rows, sets and tables', async (world) => {
  assert.deepEqual(await data(call(world, 'numbers')), [1, 2, 3]);
  assert.equal((await data(call(world, 'good', { wanted: 1 }))).name, 'apple');
  assert.deepEqual(await data(call(world, 'pairs')), [
    { left_one: 1, right_one: 'a' },
    { left_one: 2, right_one: 'b' },
    { left_one: 3, right_one: 'c' },
  ]);
});
feature('select, filters, order, limit and embeds on results', async (world) => {
  assert.deepEqual(await data(call(world, 'goods_of', { maker: 1 }).select('id, labels(text)').gt('id', 1)), [
    { id: 2, labels: { text: 'heavy' } },
  ]);
  assert.deepEqual(
    await data(call(world, 'pairs').select('n:left_one').order('left_one', { ascending: false }).limit(2)),
    [{ n: 3 }, { n: 2 }],
  );
  assert.deepEqual(
    await data(call(world, 'goods_of', { maker: 1 }, { get: true }).select('id').or('id.eq.2,id.eq.9')),
    [{ id: 2 }],
  );
  assert.deepEqual(await data(call(world, 'good', { wanted: 1 }).select('name').single()), { name: 'apple' });
});
feature('count and head', async (world) => {
  assert.equal((await ok(call(world, 'numbers', undefined, { head: true, count: 'exact' }))).count, 3);
  const some = await ok(call(world, 'pairs', {}, { count: 'exact' }).limit(1));
  assert.deepEqual([some.count, some.status], [3, 206]);
});
feature('void is 204', async (world) => {
  const nothing = await ok(call(world, 'do_nothing'));
  assert.deepEqual([nothing.status, nothing.data], [204, null]);
});
feature('volatile functions write by POST; GET is read-only', async (world) => {
  const id = world.number();
  assert.equal(await data(call(world, 'write_note', { wanted: id })), id);
  const error = await refused(
    call(world, 'write_note', { wanted: world.number() }, { get: true }),
    405,
    '25006',
  );
  assert.equal(error.message, 'cannot execute INSERT in a read-only transaction');
  await refused(call(world, 'write_quietly', { wanted: world.number() }), 405, '25006');
});
feature('sets that write, filtered', async (world) => {
  const [first, second] = [world.number(), world.number()];
  await ok(world.anon.from('notes').insert([{ id: first }, { id: second }]));
  assert.deepEqual(
    await data(
      call(world, 'rename_notes', { from_id: first, to_id: second, new_body: 'x' })
        .select('id')
        .eq('id', second),
    ),
    [{ id: second }],
  );
});
feature('no function is PGRST202, several are PGRST203', async (world) => {
  const none = await refused(call(world, 'nothing_such', { a: 1 }), 404, 'PGRST202');
  assert.equal(none.message, 'Could not find the function conformance.nothing_such(a) in the schema cache');
  const wrong = await refused(call(world, 'add', { x: 1 }), 404, 'PGRST202');
  assert.match(wrong.details, /^Searched for the function conformance\.add with parameter x/);
  await refused(call(world, 'twice', { a: 1 }), 300, 'PGRST203');
});
feature('errors raised: PTxyz, SQLSTATEs, whole responses', async (world) => {
  const own = await refused(call(world, 'refuse', { state: 'PT409' }), 409, 'PT409');
  assert.deepEqual([own.message, own.details, own.hint], ['Refused.', 'Why.', 'Do this.']);
  await refused(call(world, 'refuse', { state: 'P0001' }), 400, 'P0001');
  await refused(call(world, 'refuse', { state: '23505' }), 409, '23505');
  await refused(call(world, 'refuse', { state: '42501' }), 401, '42501');
  const whole = await world.raw('/rest/v1/rpc/write_response', { method: 'POST' });
  assert.deepEqual(
    [whole.status, whole.json, whole.headers.get('x-powered-by')],
    [402, { code: '123', message: 'Payment required', details: 'Quota', hint: 'Upgrade' }, 'Shop'],
  );
});
feature('response.status and response.headers', async (world) => {
  const tea = await world.raw('/rest/v1/rpc/choose_response', { method: 'POST' });
  assert.deepEqual(
    [tea.status, tea.json, tea.headers.get('x-tea'), tea.headers.get('cache-control')],
    [418, { tea: true }, 'pot', 'no-store'],
  );
});
feature('what functions can read of the request', async (world) => {
  const who = await data(call(world, 'who'));
  assert.deepEqual([who.role, who.method, who.path], ['anon', 'POST', '/rpc/who']);
  assert.match(who.agent, /^(supabase|postgrest)-js/);
});
feature(
  'head with an object as argument',
  async (world) => {
    const answer = await ok(
      call(
        world,
        'shapes',
        { list: [1], doc: { a: 1 }, moody: 'calm', word: 'w', num: 1, flag: true },
        { head: true },
      ),
    );
    assert.deepEqual([answer.status, answer.data], [204, null]);
  },
  ['current'],
);
