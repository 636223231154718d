import { assert, data, ids, refused } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'filters, order and limit of embeds');
const goods = (world, columns) => world.anon.from('goods').select(columns);

feature('a filter on an embed narrows the embed', async (world) => {
  assert.deepEqual(
    await data(goods(world, 'id, placements(amount)').eq('placements.amount', 5).lt('id', 3).order('id')),
    [
      { id: 1, placements: [{ amount: 5 }] },
      { id: 2, placements: [] },
    ],
  );
});
feature('with !inner it narrows the rows', async (world) => {
  assert.deepEqual(
    await ids(goods(world, 'id, placements!inner(amount)').gt('placements.amount', 6)),
    [1, 3],
  );
  assert.deepEqual(
    await ids(goods(world, 'id, maker:makers!goods_maker!inner(name)').eq('maker.name', 'Ada')),
    [1, 2],
  );
  assert.deepEqual(await data(goods(world, 'id, placements!inner()').gt('placements.amount', 9)), [
    { id: 1 },
  ]);
  assert.deepEqual(await ids(goods(world, 'id, labels!left(text)')), [1, 2, 3, 4]);
});
feature('or and and on an embed', async (world) => {
  const row = await data(
    goods(world, 'id, placements(amount)')
      .or('amount.eq.5,amount.eq.7', { referencedTable: 'placements' })
      .eq('id', 1)
      .single(),
  );
  assert.deepEqual(row, { id: 1, placements: [{ amount: 5 }] });
});
feature('order, limit and range of an embed', async (world) => {
  const row = await data(
    goods(world, 'placements(amount)')
      .eq('id', 1)
      .order('amount', { referencedTable: 'placements', ascending: false })
      .limit(1, { referencedTable: 'placements' })
      .single(),
  );
  assert.deepEqual(row, { placements: [{ amount: 10 }] });
  const second = await data(
    goods(world, 'placements(amount)')
      .eq('id', 1)
      .order('amount', { referencedTable: 'placements' })
      .range(1, 1, { referencedTable: 'placements' })
      .single(),
  );
  assert.deepEqual(second, { placements: [{ amount: 10 }] });
});
feature('filters several embeds deep', async (world) => {
  const row = await data(
    world.anon
      .from('makers')
      .select('name, goods!goods_maker(id, placements(amount))')
      .eq('id', 1)
      .gt('goods.placements.amount', 5)
      .eq('goods.id', 1)
      .order('amount', { referencedTable: 'goods.placements' })
      .single(),
  );
  assert.deepEqual(row, { name: 'Ada', goods: [{ id: 1, placements: [{ amount: 10 }] }] });
});
feature('order of the rows by a to-one embed', async (world) => {
  const rows = await data(
    goods(world, 'id, maker_id(name)')
      .order('maker_id(name)', { ascending: false, nullsFirst: false })
      .order('id'),
  );
  assert.deepEqual(
    rows.map(({ id }) => id),
    [3, 1, 2, 4],
  );
  await refused(goods(world, 'id, placements(amount)').order('placements(amount)'), 400, 'PGRST118');
});
feature('embed is null and is not null, also inside or', async (world) => {
  assert.deepEqual(await ids(goods(world, 'id, placements()').is('placements', null)), [4]);
  assert.deepEqual(await ids(goods(world, 'id, labels()').not('labels', 'is', null)), [1, 2]);
  assert.deepEqual(
    await ids(goods(world, 'id, labels(), placements()').or('labels.not.is.null,placements.is.null')),
    [1, 2, 4],
  );
});
feature('filters on what is not embedded are PGRST108', async (world) => {
  await refused(goods(world, 'id').eq('placements.amount', 1), 400, 'PGRST108');
  await refused(goods(world, 'id, placements()').eq('placements', 1), 400, 'PGRST120');
});
