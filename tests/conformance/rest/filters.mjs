import { assert, ids } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'filters');
const goods = (world) => world.anon.from('goods').select('id');
const filters = (world, column, operator, value) => ids(goods(world).filter(column, operator, value));
const not = (world, column, operator, value) => ids(goods(world).not(column, operator, value));

feature('eq and neq', async (world) => {
  assert.deepEqual(await ids(goods(world).eq('id', 1)), [1]);
  assert.deepEqual(await ids(goods(world).neq('id', 1)), [2, 3, 4]);
  assert.deepEqual(await ids(goods(world).eq('made_at', '2026-01-01T00:00:00Z')), [1, 2, 3, 4]);
  assert.deepEqual(await not(world, 'id', 'eq', 1), [2, 3, 4]);
  assert.deepEqual(await not(world, 'id', 'neq', 1), [1]);
});
feature('gt, gte, lt and lte', async (world) => {
  assert.deepEqual(await ids(goods(world).gt('id', 2)), [3, 4]);
  assert.deepEqual(await ids(goods(world).gte('id', 2).lte('id', 3)), [2, 3]);
  assert.deepEqual(await ids(goods(world).lt('price', 4)), [1]);
  assert.deepEqual(await not(world, 'id', 'gt', 2), [1, 2]);
  assert.deepEqual(await not(world, 'id', 'lte', 2), [3, 4]);
});
feature('like and ilike, with % and *', async (world) => {
  assert.deepEqual(await ids(goods(world).like('name', '%ow%')), [2]);
  assert.deepEqual(await ids(goods(world).like('name', '*p*')), [1, 3]);
  assert.deepEqual(await ids(goods(world).ilike('name', '%P%')), [1, 3]);
  assert.deepEqual(await not(world, 'name', 'ilike', '%P%'), [2, 4]);
});
feature('likeAllOf, likeAnyOf, ilikeAllOf and ilikeAnyOf', async (world) => {
  assert.deepEqual(await ids(goods(world).likeAllOf('name', ['a%', '%e'])), [1]);
  assert.deepEqual(await ids(goods(world).likeAnyOf('name', ['app%', 'dr%'])), [1, 4]);
  assert.deepEqual(await ids(goods(world).ilikeAllOf('name', ['%P%', '%E'])), [1]);
  assert.deepEqual(await ids(goods(world).ilikeAnyOf('name', ['APP%', 'DR%'])), [1, 4]);
});
feature('any and all for every operator that has them', async (world) => {
  assert.deepEqual(await filters(world, 'id', 'eq(any)', '{1,3}'), [1, 3]);
  assert.deepEqual(await filters(world, 'id', 'gt(all)', '{1,2}'), [3, 4]);
  assert.deepEqual(await filters(world, 'id', 'gte(any)', '{3,4}'), [3, 4]);
  assert.deepEqual(await filters(world, 'id', 'lt(all)', '{3,2}'), [1]);
  assert.deepEqual(await filters(world, 'id', 'lte(any)', '{1,2}'), [1, 2]);
  assert.deepEqual(await filters(world, 'name', 'match(any)', '{^a,^b}'), [1, 2]);
  assert.deepEqual(await filters(world, 'name', 'imatch(all)', '{^A,e$}'), [1]);
  assert.deepEqual(await not(world, 'id', 'eq(any)', '{1,3}'), [2, 4]);
  assert.deepEqual(await filters(world, 'name', 'eq(any)', '{"cup, \\"large\\"",drum}'), [3, 4]);
});
feature('match and imatch', async (world) => {
  assert.deepEqual(await filters(world, 'name', 'match', '^[ab]'), [1, 2]);
  assert.deepEqual(await filters(world, 'name', 'imatch', '^[AB]'), [1, 2]);
  assert.deepEqual(await not(world, 'name', 'match', '^[ab]'), [3, 4]);
});
feature(
  'regexMatch and regexIMatch',
  async (world) => {
    assert.deepEqual(await ids(goods(world).regexMatch('name', '^[ab]')), [1, 2]);
    assert.deepEqual(await ids(goods(world).regexIMatch('name', '^[AB]')), [1, 2]);
  },
  ['current'],
);
feature('is: null, not_null, true, false, unknown', async (world) => {
  assert.deepEqual(await ids(goods(world).is('maker_id', null)), [4]);
  assert.deepEqual(await ids(goods(world).is('is_fragile', true)), [2, 3]);
  assert.deepEqual(await ids(goods(world).is('is_fragile', false)), [1]);
  assert.deepEqual(await filters(world, 'is_fragile', 'is', 'unknown'), [4]);
  assert.deepEqual(await filters(world, 'maker_id', 'is', 'not_null'), [1, 2, 3]);
  assert.deepEqual(await not(world, 'maker_id', 'is', null), [1, 2, 3]);
});
feature('isdistinct', async (world) => {
  assert.deepEqual(await filters(world, 'maker_id', 'isdistinct', 1), [3, 4]);
  assert.deepEqual(await not(world, 'maker_id', 'isdistinct', 1), [1, 2]);
});
feature(
  'isDistinct and notIn',
  async (world) => {
    assert.deepEqual(await ids(goods(world).isDistinct('maker_id', 1)), [3, 4]);
    assert.deepEqual(await ids(goods(world).notIn('id', [1, 3])), [2, 4]);
  },
  ['current'],
);
feature('in, with values that need quotes, and with none', async (world) => {
  assert.deepEqual(await ids(goods(world).in('id', [1, 3])), [1, 3]);
  assert.deepEqual(await ids(goods(world).in('id', [])), []);
  assert.deepEqual(await ids(goods(world).in('name', ['apple', 'a,b', 'x(y)'])), [1]);
  assert.deepEqual(await filters(world, 'name', 'in', '("cup, \\"large\\"",drum)'), [3, 4]);
  assert.deepEqual(await not(world, 'id', 'in', '(1,3)'), [2, 4]);
});
feature('contains, containedBy and overlaps on arrays', async (world) => {
  assert.deepEqual(await ids(goods(world).contains('tags', ['home'])), [2, 3]);
  assert.deepEqual(await ids(goods(world).containedBy('tags', ['home', 'gift', 'x'])), [2, 3, 4]);
  assert.deepEqual(await ids(goods(world).overlaps('tags', ['red', 'gift'])), [1, 3]);
  assert.deepEqual(await not(world, 'tags', 'cs', '{home}'), [1, 4]);
});
feature('contains and containedBy on json', async (world) => {
  assert.deepEqual(await ids(goods(world).contains('details', { n: 7 })), [2]);
  assert.deepEqual(await ids(goods(world).contains('details', { colors: ['red'] })), [1]);
  assert.deepEqual(await ids(goods(world).containedBy('details', { n: 11, x: 1 })), [3, 4]);
});
feature('contains and overlaps on ranges', async (world) => {
  assert.deepEqual(await ids(goods(world).contains('sold', '[5,6)')), [1, 2]);
  assert.deepEqual(await ids(goods(world).containedBy('sold', '[0,12)')), [1]);
  assert.deepEqual(await ids(goods(world).overlaps('sold', '[8,9)')), [1, 2]);
});
feature('rangeGt, rangeGte, rangeLt, rangeLte and rangeAdjacent', async (world) => {
  assert.deepEqual(await ids(goods(world).rangeGt('sold', '[25,26)')), [4]);
  assert.deepEqual(await ids(goods(world).rangeGte('sold', '[5,6)')), [2, 4]);
  assert.deepEqual(await ids(goods(world).rangeLt('sold', '[25,26)')), [1, 2]);
  assert.deepEqual(await ids(goods(world).rangeLte('sold', '[1,15)')), [1]);
  assert.deepEqual(await ids(goods(world).rangeAdjacent('sold', '[10,12)')), [1]);
});
feature('textSearch: tsquery, plain, phrase, websearch, with a configuration', async (world) => {
  assert.deepEqual(await ids(goods(world).textSearch('note', "'fox' & 'quick'")), [1]);
  assert.deepEqual(await ids(goods(world).textSearch('note', 'quick fox', { type: 'plain' })), [1]);
  assert.deepEqual(
    await ids(goods(world).textSearch('note', 'quick brown', { type: 'phrase', config: 'english' })),
    [1],
  );
  assert.deepEqual(await ids(goods(world).textSearch('note', 'fox -dogs', { type: 'websearch' })), [1]);
  assert.deepEqual(await not(world, 'note', 'fts(english)', 'foxes'), [3, 4]);
});
feature('textSearch on tsvector and json', async (world) => {
  assert.deepEqual(await ids(goods(world).textSearch('words', 'jumping', { config: 'english' })), [3]);
  assert.deepEqual(await filters(world, 'details', 'plfts(simple)', 'red'), [1]);
});
feature('json paths, nested and into arrays', async (world) => {
  assert.deepEqual(await filters(world, 'details->>n', 'eq', '7'), [2]);
  assert.deepEqual(await filters(world, 'details->size->>w', 'eq', '30'), [2]);
  assert.deepEqual(await filters(world, 'details->size->w', 'gt', 5), [2]);
  assert.deepEqual(await filters(world, 'details->colors->>0', 'eq', 'red'), [1]);
  assert.deepEqual(await filters(world, 'details->colors->>-1', 'eq', 'green'), [1]);
  assert.deepEqual(await filters(world, 'tags->>0', 'eq', 'home'), [2, 3]);
});
feature('enums, and values with commas, quotes, percent signs and letters of all kinds', async (world) => {
  assert.deepEqual(await ids(goods(world).eq('mood', 'wild')), [2, 4]);
  assert.deepEqual(await ids(goods(world).eq('name', 'cup, "large"')), [3]);
  assert.deepEqual(await ids(goods(world).eq('note', '100% loud*')), [4]);
  assert.deepEqual(await ids(goods(world).eq('name', 'ä & 漢字 + %20')), []);
});
feature('filters on computed columns and on views', async (world) => {
  assert.deepEqual(await filters(world, 'full_name', 'eq', 'bowl/wild'), [2]);
  assert.deepEqual(await ids(world.anon.from('cheap_goods').select('id').gt('price', 2)), [3]);
});
feature('several filters on one column, and match', async (world) => {
  assert.deepEqual(await ids(goods(world).gt('id', 1).lt('id', 4).neq('id', 2)), [3]);
  assert.deepEqual(await ids(goods(world).match({ id: 2, mood: 'wild' })), [2]);
});
