import { assert, data, ids, ok, refused } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'update and delete');

async function notes(world, count) {
  const made = Array.from({ length: count }, (_, n) => ({ id: world.number(), body: `n${n}` }));
  await ok(world.anon.from('notes').insert(made));
  return made.map(({ id }) => id);
}

feature('update: 204, or the rows', async (world) => {
  const [first, second] = await notes(world, 2);
  const quiet = await ok(world.anon.from('notes').update({ body: 'z' }).eq('id', first));
  assert.deepEqual([quiet.status, quiet.data], [204, null]);
  const told = await ok(
    world.anon
      .from('notes')
      .update({ body: null, amount: 1 })
      .in('id', [first, second])
      .select('body, amount'),
  );
  assert.deepEqual(
    [told.status, told.data],
    [
      200,
      [
        { body: null, amount: 1 },
        { body: null, amount: 1 },
      ],
    ],
  );
});
feature('update returns rows that no longer match', async (world) => {
  const [id] = await notes(world, 1);
  assert.deepEqual(
    await data(
      world.anon.from('notes').update({ body: 'gone' }).eq('id', id).eq('body', 'n0').select('body'),
    ),
    [{ body: 'gone' }],
  );
});
feature('update of nothing: an empty list, 404 for none in single', async (world) => {
  assert.deepEqual(await data(world.anon.from('notes').update({ body: 'x' }).eq('id', -1).select()), []);
  await refused(
    world.anon.from('notes').update({ body: 'x' }).eq('id', -1).select().single(),
    406,
    'PGRST116',
  );
});
feature('update by a single object that is about two rows changes none', async (world) => {
  const two = await notes(world, 2);
  await refused(
    world.anon.from('notes').update({ body: 'x' }).in('id', two).select().single(),
    406,
    'PGRST116',
  );
  assert.deepEqual(await data(world.anon.from('notes').select('body').in('id', two).order('id')), [
    { body: 'n0' },
    { body: 'n1' },
  ]);
});
feature('count of what was changed and removed', async (world) => {
  const some = await notes(world, 3);
  assert.equal(
    (await ok(world.anon.from('notes').update({ body: 'x' }, { count: 'exact' }).in('id', some))).count,
    3,
  );
  const removed = await ok(world.anon.from('notes').delete({ count: 'exact' }).in('id', some));
  assert.deepEqual([removed.status, removed.count], [204, 3]);
});
feature('delete returns the rows', async (world) => {
  const [id] = await notes(world, 1);
  assert.deepEqual(await data(world.anon.from('notes').delete().eq('id', id).select('id, body')), [
    { id, body: 'n0' },
  ]);
  assert.deepEqual(await data(world.anon.from('notes').select().eq('id', id)), []);
});
feature('filters with or, and by an inner embed in the answer', async (world) => {
  const [first, second, third] = await notes(world, 3);
  await ok(
    world.anon.from('notes').update({ mood: 'wild' }).or(`id.eq.${first},and(id.eq.${third},body.eq.n2)`),
  );
  assert.deepEqual(
    await ids(world.anon.from('notes').select('id').eq('mood', 'wild').in('id', [first, second, third])),
    [first, third],
  );
});
feature(
  'maxAffected refuses more, and changes nothing',
  async (world) => {
    const two = await notes(world, 2);
    const error = await refused(
      world.anon.from('notes').delete().in('id', two).maxAffected(1),
      400,
      'PGRST124',
    );
    assert.deepEqual(
      [error.message, error.details],
      ['Query result exceeds max-affected preference constraint', 'The query affects 2 rows'],
    );
    assert.deepEqual(await ids(world.anon.from('notes').select('id').in('id', two)), two);
    assert.equal(
      (await ok(world.anon.from('notes').update({ body: 'x' }).in('id', two).maxAffected(2))).status,
      204,
    );
  },
  ['current'],
);
feature('orders and limits cut only what is returned', async (world) => {
  const three = await notes(world, 3);
  const cut = await data(
    world.anon
      .from('notes')
      .update({ body: 'cut' })
      .in('id', three)
      .select('id')
      .order('id', { ascending: false })
      .limit(1),
  );
  assert.deepEqual(cut, [{ id: three[2] }]);
  assert.deepEqual(await ids(world.anon.from('notes').select('id').in('id', three).eq('body', 'cut')), three);
});
