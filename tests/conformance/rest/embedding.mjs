import { assert, data, refused } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'embedding');
const good = (world, columns, id = 1) => data(world.anon.from('goods').select(columns).eq('id', id).single());

feature('many to one, by table, constraint and column', async (world) => {
  assert.deepEqual(await good(world, 'maker:makers!goods_maker(name)'), { maker: { name: 'Ada' } });
  assert.deepEqual(await good(world, 'maker:goods_maker(name), reviewer:goods_reviewer(name)'), {
    maker: { name: 'Ada' },
    reviewer: { name: 'Ben' },
  });
  assert.deepEqual(await good(world, 'maker_id(name)'), { maker_id: { name: 'Ada' } });
  assert.deepEqual(await good(world, 'makers!reviewer_id(name)'), { makers: { name: 'Ben' } });
  assert.deepEqual(await good(world, 'maker:maker_id(name)', 4), { maker: null });
});
feature('one to many', async (world) => {
  const [row] = await data(
    world.anon
      .from('makers')
      .select('name, goods!goods_maker(id)')
      .eq('id', 1)
      .order('id', { referencedTable: 'goods' }),
  );
  assert.deepEqual(row, { name: 'Ada', goods: [{ id: 1 }, { id: 2 }] });
});
feature('one to one', async (world) => {
  assert.deepEqual(await good(world, 'labels(text)'), { labels: { text: 'fresh' } });
  assert.deepEqual(await good(world, 'labels(text)', 4), { labels: null });
  assert.deepEqual(
    await data(world.anon.from('labels').select('text, goods(name)').eq('good_id', 1).single()),
    { text: 'fresh', goods: { name: 'apple' } },
  );
});
feature('many to many, both ways', async (world) => {
  assert.deepEqual(
    await data(
      world.anon
        .from('goods')
        .select('shelves(label)')
        .eq('id', 1)
        .order('id', { referencedTable: 'shelves' })
        .single(),
    ),
    {
      shelves: [{ label: 'top' }, { label: 'middle' }],
    },
  );
  assert.deepEqual(
    await data(
      world.anon
        .from('shelves')
        .select('goods(name)')
        .eq('id', 2)
        .order('id', { referencedTable: 'goods' })
        .single(),
    ),
    {
      goods: [{ name: 'apple' }, { name: 'bowl' }],
    },
  );
  assert.deepEqual(await good(world, 'shelves!placements(id)', 3), { shelves: [{ id: 3 }] });
});
feature('a table and itself', async (world) => {
  const folder = (columns, id) => data(world.anon.from('folders').select(columns).eq('id', id).single());
  assert.deepEqual(await folder('name, parent:parent_id(name)', 4), {
    name: 'leaf',
    parent: { name: 'left' },
  });
  assert.deepEqual(await folder('name, folders(name)', 2), { name: 'left', folders: [{ name: 'leaf' }] });
  assert.deepEqual(await folder('id, parent:parent_id(id, parent:parent_id(id))', 4), {
    id: 4,
    parent: { id: 2, parent: { id: 1 } },
  });
});
feature('computed relations, to one and to many', async (world) => {
  assert.deepEqual(await good(world, 'main_label(text), all_placements(amount)', 2), {
    main_label: { text: 'heavy' },
    all_placements: [{ amount: 1 }],
  });
});
feature('several deep', async (world) => {
  assert.deepEqual(
    await data(
      world.anon
        .from('shelves')
        .select('label, placements(amount, goods(name, maker:maker_id(name, born)))')
        .eq('id', 1)
        .single(),
    ),
    {
      label: 'top',
      placements: [{ amount: 10, goods: { name: 'apple', maker: { name: 'Ada', born: '1990-01-01' } } }],
    },
  );
});
feature('the same relation twice, by aliases', async (world) => {
  const row = await data(
    world.anon
      .from('goods')
      .select('few:placements(amount), many:placements(shelf_id)')
      .lt('few.amount', 6)
      .gt('many.amount', 6)
      .eq('id', 1)
      .single(),
  );
  assert.deepEqual(row, { few: [{ amount: 5 }], many: [{ shelf_id: 1 }] });
});
feature('spread, to one and to many', async (world) => {
  assert.deepEqual(await good(world, 'id, ...maker_id(maker:name, born)'), {
    id: 1,
    maker: 'Ada',
    born: '1990-01-01',
  });
  assert.deepEqual(await good(world, 'id, ...maker_id(name)', 4), { id: 4, name: null });
  const [row] = await data(
    world.anon.from('makers').select('name, ...goods!goods_maker(goods:name)').eq('id', 2),
  );
  assert.deepEqual(row, { name: 'Ben', goods: ['cup, "large"'] });
  const nested = await data(
    world.anon
      .from('placements')
      .select('amount, ...goods(good:name, ...maker_id(maker:name))')
      .eq('shelf_id', 3)
      .single(),
  );
  assert.deepEqual(nested, { amount: 7, good: 'cup, "large"', maker: 'Ben' });
});
feature('ambiguity is PGRST201 with the ways in it', async (world) => {
  const error = await refused(world.anon.from('goods').select('makers(name)'), 300, 'PGRST201');
  assert.equal(
    error.message,
    "Could not embed because more than one relationship was found for 'goods' and 'makers'",
  );
  assert.deepEqual(
    error.details.map(({ cardinality, embedding }) => [cardinality, embedding]),
    [
      ['many-to-one', 'goods with makers'],
      ['many-to-one', 'goods with makers'],
    ],
  );
  assert.match(
    error.details[0].relationship,
    /^goods_(maker|reviewer) using goods\((maker|reviewer)_id\) and makers\(id\)$/,
  );
  assert.match(
    error.hint,
    /^Try changing 'makers' to one of the following: 'makers!goods_(maker|reviewer)', 'makers!goods_(maker|reviewer)'\. Find the desired relationship in the 'details' key\.$/,
  );
});
feature('no relation is PGRST200', async (world) => {
  const error = await refused(world.anon.from('goods').select('folders(name)'), 400, 'PGRST200');
  assert.equal(
    error.message,
    "Could not find a relationship between 'goods' and 'folders' in the schema cache",
  );
  assert.equal(
    error.details,
    "Searched for a foreign key relationship between 'goods' and 'folders' in the schema 'conformance', but no matches were found.",
  );
});
feature('on inserted, changed and removed rows', async (world) => {
  const id = world.number();
  const row = await data(
    world.anon.from('notes').insert({ id, good_id: 1 }).select('id, goods(name)').single(),
  );
  assert.deepEqual(row, { id, goods: { name: 'apple' } });
  assert.deepEqual(
    await data(world.anon.from('notes').update({ good_id: 2 }).eq('id', id).select('goods(name)')),
    [{ goods: { name: 'bowl' } }],
  );
  assert.deepEqual(await data(world.anon.from('notes').delete().eq('id', id).select('goods(name)')), [
    { goods: { name: 'bowl' } },
  ]);
});
