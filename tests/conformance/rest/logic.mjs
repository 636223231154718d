import { assert, ids, refused } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'and, or, not');
const goods = (world) => world.anon.from('goods').select('id');
const or = (world, text) => ids(goods(world).or(text));

feature('or, and, not, nested', async (world) => {
  assert.deepEqual(await or(world, 'id.eq.1,and(id.gt.2,mood.eq.auto)'), [1, 3]);
  assert.deepEqual(await or(world, 'id.eq.1,not.and(id.gt.1,id.lt.4)'), [1, 4]);
  assert.deepEqual(await or(world, 'and(or(id.eq.1,id.eq.2),not.or(id.eq.2,id.eq.3)),id.eq.4'), [1, 4]);
  assert.deepEqual(await or(world, 'id.not.in.(1,2),name.not.is.null'), [1, 2, 3, 4]);
});
feature('32 levels deep', async (world) => {
  let text = 'id.eq.1';
  for (let level = 0; level < 30; level++) text = `and(${text},id.gt.0)`;
  assert.deepEqual(await or(world, text), [1]);
});
feature('values in quotes', async (world) => {
  assert.deepEqual(await or(world, 'name.eq."cup, \\"large\\"",id.eq.1'), [1, 3]);
  assert.deepEqual(await or(world, 'note.eq."jumps over (lazy) dogs"'), [3]);
  assert.deepEqual(await or(world, 'name.in.("cup, \\"large\\"",drum),id.eq.1'), [1, 3, 4]);
});
feature('arrays, ranges, json paths, any and full text', async (world) => {
  assert.deepEqual(await or(world, 'tags.cs.{home},id.eq.1'), [1, 2, 3]);
  assert.deepEqual(await or(world, 'sold.adj."[10,12)",sold.cs."[30,31)"'), [1, 4]);
  assert.deepEqual(await or(world, 'details->>n.eq.7,details->size->>w.eq.1'), [1, 2]);
  assert.deepEqual(await or(world, 'id.eq(any).{1,2},note.fts(english).dogs'), [1, 2, 3]);
  assert.deepEqual(await or(world, 'name.like(any).{a*,b*},is_fragile.is.unknown'), [1, 2, 4]);
});
feature('several or and and together', async (world) => {
  assert.deepEqual(await ids(goods(world).or('id.eq.1,id.eq.2').or('mood.eq.wild,mood.eq.auto')), [2]);
  const both = await world.raw('/rest/v1/goods?select=id&and=(id.gt.1,id.lt.4)&not.or=(id.eq.2,id.eq.4)');
  assert.deepEqual(both.json, [{ id: 3 }]);
});
feature('what cannot be read is PGRST100 and says where', async (world) => {
  const error = await refused(goods(world).or('id.eq.1,and(id.gt'), 400, 'PGRST100');
  assert.match(error.message, /^"failed to parse logic tree \(.*\)" \(line 1, column \d+\)$/);
  const filter = await refused(goods(world).filter('id', 'nope', 1), 400, 'PGRST100');
  assert.match(filter.message, /^"failed to parse filter \(nope\.1\)" \(line 1, column 1\)$/);
});
