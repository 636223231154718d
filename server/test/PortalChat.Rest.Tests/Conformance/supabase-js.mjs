// Drives the published client through everything that it can ask of /rest/v1, on the tests' shop schema.
// Prints one line per feature: passed or FAILED.
import assert from 'node:assert/strict';
import { createClient } from '@supabase/supabase-js';

const client = createClient(process.argv[2], 'anon', {
  db: { schema: 'shop' },
  auth: { persistSession: false, autoRefreshToken: false },
  // Older Node has no WebSocket of its own, and nothing here opens one.
  realtime: { transport: class {} },
});
const features = [];
const feature = (name, run) => features.push([name, run]);

async function ok(request) {
  const answer = await request;
  assert.equal(answer.error, null, JSON.stringify(answer.error));
  return answer;
}

async function data(request) {
  return (await ok(request)).data;
}

const ids = async (request) => (await data(request.order('id'))).map((row) => row.id);
const goods = () => client.from('goods').select('id');

feature('eq neq gt gte lt lte', async () => {
  assert.deepEqual(await ids(goods().eq('id', 1)), [1]);
  assert.deepEqual(await ids(goods().neq('id', 1)), [2, 3, 4]);
  assert.deepEqual(await ids(goods().gt('id', 2)), [3, 4]);
  assert.deepEqual(await ids(goods().gte('id', 2).lte('id', 3)), [2, 3]);
  assert.deepEqual(await ids(goods().lt('id', 2)), [1]);
});
feature('like ilike likeAllOf likeAnyOf ilikeAllOf ilikeAnyOf', async () => {
  assert.deepEqual(await ids(goods().like('name', '%ow%')), [2]);
  assert.deepEqual(await ids(goods().ilike('name', '%P%')), [1, 3]);
  assert.deepEqual(await ids(goods().likeAllOf('name', ['a%', '%e'])), [1]);
  assert.deepEqual(await ids(goods().likeAnyOf('name', ['app%', 'dr%'])), [1, 4]);
  assert.deepEqual(await ids(goods().ilikeAllOf('name', ['%P%', '%E'])), [1]);
  assert.deepEqual(await ids(goods().ilikeAnyOf('name', ['APP%', 'DR%'])), [1, 4]);
});
feature('regexMatch regexIMatch isDistinct', async () => {
  assert.deepEqual(await ids(goods().regexMatch('name', '^[ab]')), [1, 2]);
  assert.deepEqual(await ids(goods().regexIMatch('name', '^[AB]')), [1, 2]);
  assert.deepEqual(await ids(goods().isDistinct('maker_id', 1)), [3, 4]);
});
feature('is in notIn', async () => {
  assert.deepEqual(await ids(goods().is('maker_id', null)), [4]);
  assert.deepEqual(await ids(goods().is('is_fragile', true)), [2, 3]);
  assert.deepEqual(await ids(goods().in('id', [1, 3])), [1, 3]);
  assert.deepEqual(await ids(goods().in('id', [])), []);
  assert.deepEqual(await ids(goods().in('name', ['apple', 'a,b', 'x(y)'])), [1]);
  assert.deepEqual(await ids(goods().notIn('id', [1, 3])), [2, 4]);
});
feature('contains containedBy overlaps on arrays, json and ranges', async () => {
  assert.deepEqual(await ids(goods().contains('tags', ['home'])), [2, 3]);
  assert.deepEqual(await ids(goods().containedBy('tags', ['home', 'gift', 'x'])), [2, 3, 4]);
  assert.deepEqual(await ids(goods().overlaps('tags', ['red', 'gift'])), [1, 3]);
  assert.deepEqual(await ids(goods().contains('details', { n: 7 })), [2]);
  assert.deepEqual(await ids(goods().contains('sold', '[5,6)')), [1, 2]);
  assert.deepEqual(await ids(goods().overlaps('sold', '[8,9)')), [1, 2]);
});
feature('rangeGt rangeGte rangeLt rangeLte rangeAdjacent', async () => {
  assert.deepEqual(await ids(goods().rangeGt('sold', '[25,26)')), [4]);
  assert.deepEqual(await ids(goods().rangeGte('sold', '[5,6)')), [2, 4]);
  assert.deepEqual(await ids(goods().rangeLt('sold', '[25,26)')), [1, 2]);
  assert.deepEqual(await ids(goods().rangeLte('sold', '[1,15)')), [1]);
  assert.deepEqual(await ids(goods().rangeAdjacent('sold', '[10,12)')), [1]);
});
feature('textSearch in all its types', async () => {
  assert.deepEqual(await ids(goods().textSearch('note', "'fox' & 'quick'")), [1]);
  assert.deepEqual(await ids(goods().textSearch('note', 'quick fox', { type: 'plain' })), [1]);
  assert.deepEqual(await ids(goods().textSearch('note', 'quick brown', { type: 'phrase', config: 'english' })), [1]);
  assert.deepEqual(await ids(goods().textSearch('note', 'fox -dogs', { type: 'websearch' })), [1]);
});
feature('match not or filter, nested', async () => {
  assert.deepEqual(await ids(goods().match({ id: 2, mood: 'wild' })), [2]);
  assert.deepEqual(await ids(goods().not('maker_id', 'is', null)), [1, 2, 3]);
  assert.deepEqual(await ids(goods().or('id.eq.1,and(id.gt.2,mood.eq.auto)')), [1, 3]);
  assert.deepEqual(await ids(goods().filter('id', 'in', '(1,4)')), [1, 4]);
});
feature('json paths in select, filter and order', async () => {
  const rows = await data(client.from('goods').select('w:details->size->w, details->>n').eq('details->>n', '7'));
  assert.deepEqual(rows, [{ w: 30, n: '7' }]);
  const ordered = await data(client.from('goods').select('id').order('details->n', { ascending: false, nullsFirst: false }).limit(1));
  assert.deepEqual(ordered, [{ id: 4 }]);
});
feature('select with aliases and casts, order, limit, range', async () => {
  const rows = await data(client.from('goods').select('number:id, price::text').order('id', { ascending: false }).limit(1));
  assert.deepEqual(rows, [{ number: 4, price: '120.00' }]);
  assert.deepEqual(await data(client.from('goods').select('id').order('id').range(1, 2)), [{ id: 2 }, { id: 3 }]);
});
feature('count exact, planned, estimated, head', async () => {
  const exact = await ok(client.from('goods').select('id', { count: 'exact' }).limit(1));
  assert.equal(exact.count, 4);
  assert.equal(exact.status, 206);
  const head = await ok(client.from('goods').select('*', { count: 'exact', head: true }).gt('id', 1));
  assert.equal(head.count, 3);
  assert.equal(head.data, null);
  assert.ok((await ok(client.from('goods').select('id', { count: 'planned' }))).count >= 0);
  assert.equal((await ok(client.from('goods').select('id', { count: 'estimated' }))).count, 4);
});
feature('single, maybeSingle and their errors', async () => {
  assert.deepEqual(await data(goods().eq('id', 1).single()), { id: 1 });
  assert.equal(await data(goods().eq('id', -1).maybeSingle()), null);
  const none = await goods().eq('id', -1).single();
  assert.equal(none.error.code, 'PGRST116');
  assert.equal(none.status, 406);
  const many = await goods().maybeSingle();
  assert.equal(many.error.code, 'PGRST116');
});
feature('embedding: to one, to many, many to many, hints, inner, spread, aliases', async () => {
  const [row] = await data(
    client.from('goods')
      .select('id, maker:makers!maker_id(name), labels(text), shelves(label), placements(amount), ...maker_id(born)')
      .eq('id', 1)
      .order('id', { referencedTable: 'shelves' })
      .order('amount', { referencedTable: 'placements' })
      .limit(1, { referencedTable: 'placements' }),
  );
  assert.deepEqual(row, {
    id: 1,
    maker: { name: 'Ada' },
    labels: { text: 'fresh' },
    shelves: [{ label: 'top' }, { label: 'middle' }],
    placements: [{ amount: 5 }],
    born: '1990-01-01',
  });
  assert.deepEqual(await ids(client.from('goods').select('id, placements!inner()').gt('placements.amount', 6)), [1, 3]);
  assert.deepEqual(await ids(client.from('goods').select('id, placements()').is('placements', null)), [4]);
  const or = await data(client.from('goods').select('id, placements(amount)').or('amount.eq.5,amount.eq.7', { referencedTable: 'placements' }).eq('id', 1));
  assert.deepEqual(or, [{ id: 1, placements: [{ amount: 5 }] }]);
  const related = await data(client.from('goods').select('id, maker_id(name)').order('maker_id(name)', { ascending: false, nullsFirst: false }).limit(1));
  assert.equal(related[0].id, 3);
});
feature('embedding: ambiguity is PGRST201', async () => {
  const answer = await client.from('goods').select('makers(name)');
  assert.equal(answer.error.code, 'PGRST201');
  assert.equal(answer.error.details.length, 2);
});
feature('insert: single, bulk, returning, count', async () => {
  const one = await ok(client.from('shelves').insert({ id: 300, label: 'a' }));
  assert.equal(one.status, 201);
  assert.equal(one.data, null);
  const many = await ok(client.from('shelves').insert([{ id: 301, label: 'b' }, { id: 302, label: 'c' }], { count: 'exact' }).select('label'));
  assert.deepEqual(many.data, [{ label: 'b' }, { label: 'c' }]);
  assert.equal(many.count, 2);
  assert.deepEqual(await data(client.from('shelves').insert({ id: 303, label: 'd' }).select().single()), { id: 303, label: 'd' });
});
feature('insert: defaultToNull', async () => {
  const rows = [{ id: 310, name: 'a', price: 2 }, { id: 311, name: 'b' }];
  assert.deepEqual(await data(client.from('goods').insert(rows, { defaultToNull: false }).select('price')), [{ price: 2 }, { price: 1 }]);
  await ok(client.from('goods').delete().in('id', [310, 311]));
  assert.deepEqual(await data(client.from('goods').insert(rows).select('price')), [{ price: 2 }, { price: null }]);
});
feature('insert: created_at "auto"', async () => {
  const row = await data(client.from('goods').insert({ id: 320, name: 'a', made_at: 'auto' }).select('made_at').single());
  assert.equal(row.made_at, '2026-01-01T00:00:00+00:00');
});
feature('upsert: merge, ignoreDuplicates, onConflict', async () => {
  assert.equal((await ok(client.from('shelves').upsert({ id: 330, label: 'a' }))).status, 201);
  const merged = await ok(client.from('shelves').upsert({ id: 330, label: 'b' }).select());
  assert.deepEqual([merged.status, merged.data], [200, [{ id: 330, label: 'b' }]]);
  assert.deepEqual(await data(client.from('shelves').upsert({ id: 330, label: 'c' }, { onConflict: 'id', ignoreDuplicates: true }).select()), []);
});
feature('update and delete, with maxAffected', async () => {
  await ok(client.from('shelves').insert([{ id: 340, label: 'a' }, { id: 341, label: 'b' }]));
  assert.deepEqual(await data(client.from('shelves').update({ label: 'z' }).eq('id', 340).select()), [{ id: 340, label: 'z' }]);
  const refused = await client.from('shelves').delete().in('id', [340, 341]).maxAffected(1);
  assert.equal(refused.error.code, 'PGRST124');
  const removed = await ok(client.from('shelves').delete({ count: 'exact' }).in('id', [340, 341]));
  assert.deepEqual([removed.status, removed.count], [204, 2]);
});
feature('rpc: arguments, defaults, sets with filters, void, get, head, count, errors', async () => {
  assert.equal(await data(client.rpc('add', { a: 1 })), 11);
  assert.equal(await data(client.rpc('add', { a: 1, b: 2 }, { get: true })), 3);
  assert.equal(await data(client.rpc('sum_of', { numbers: [1, 2, 3] })), 6);
  assert.deepEqual(await data(client.rpc('goods_of', { maker: 1 }).select('id').gt('id', 1)), [{ id: 2 }]);
  assert.deepEqual(await data(client.rpc('good', { wanted: 1 }).select('name').single()), { name: 'apple' });
  assert.equal((await ok(client.rpc('do_nothing'))).status, 204);
  assert.equal((await ok(client.rpc('numbers', undefined, { head: true, count: 'exact' }))).count, 3);
  const refused = await client.rpc('refuse', { state: 'PT409' });
  assert.deepEqual([refused.status, refused.error.code, refused.error.message], [409, 'PT409', 'Refused.']);
  assert.equal((await client.rpc('ad', { a: 1 })).error.code, 'PGRST202');
});
feature('csv, stripNulls, schema', async () => {
  assert.equal(await data(client.from('shelves').select('id,label').eq('id', 1).csv()), 'id,label\n1,top');
  assert.deepEqual(await data(client.from('goods').select('id,note').eq('id', 2).stripNulls()), [{ id: 2 }]);
  assert.equal((await client.schema('nowhere').from('goods').select()).error.code, 'PGRST106');
});
feature('errors: unknown table, column, bad value', async () => {
  const table = await client.from('good').select();
  assert.deepEqual([table.status, table.error.code, table.error.hint], [404, 'PGRST205', "Perhaps you meant the table 'shop.goods'"]);
  const column = await client.from('goods').insert({ makerId: 1 });
  assert.deepEqual([column.status, column.error.code], [400, 'PGRST204']);
  assert.equal((await client.from('goods').select().eq('id', 'x')).error.code, '22P02');
});

let failed = 0;
for (const [name, run] of features) {
  try {
    await run();
    console.log(`passed  ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}\n        ${String(error.message ?? error).split('\n').slice(0, 12).join('\n        ')}`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
