import { assert, data, refused } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'aggregates');

feature('off by default: PGRST123', async (world) => {
  const plain = world.client({ server: world.plain });
  const error = await refused(plain.from('goods').select('price.sum()'), 400, 'PGRST123');
  assert.equal(error.message, 'Use of aggregate functions is not allowed');
});
feature('sum, avg, min, max and count of a column, with alias and cast', async (world) => {
  assert.deepEqual(
    await data(
      world.anon
        .from('goods')
        .select('price.sum(), least:price.min(), price.max()::int, id.count(), id.avg()::text')
        .single(),
    ),
    {
      sum: 135.49,
      least: 1.5,
      max: 120,
      count: 4,
      avg: '2.5000000000000000',
    },
  );
});
feature('count() of rows', async (world) => {
  assert.deepEqual(await data(world.anon.from('goods').select('count()')), [{ count: 4 }]);
});
feature('grouped by the other columns', async (world) => {
  assert.deepEqual(await data(world.anon.from('goods').select('mood, n:count()').order('mood')), [
    { mood: 'calm', n: 1 },
    { mood: 'wild', n: 2 },
    { mood: 'auto', n: 1 },
  ]);
});
feature('within an embed, and of json paths', async (world) => {
  assert.deepEqual(
    await data(world.anon.from('makers').select('id, goods!goods_maker(price.sum())').order('id').limit(2)),
    [
      { id: 1, goods: [{ sum: 11.49 }] },
      { id: 2, goods: [{ sum: 4 }] },
    ],
  );
  assert.deepEqual(await data(world.anon.from('goods').select('total:details->n::int.sum()')), [
    { total: 23 },
  ]);
});
feature('in a to-one spread they are about the rows around it, ordered by its columns', async (world) => {
  const sums = world.anon.from('placements').select('amount.sum(), ...goods(mood)').order('goods(mood)');
  assert.deepEqual(await data(sums), [
    { sum: 15, mood: 'calm' },
    { sum: 1, mood: 'wild' },
    { sum: 7, mood: 'auto' },
  ]);
});
