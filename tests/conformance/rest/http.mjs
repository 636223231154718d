import { assert, data, refused, until } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'HTTP');

feature('HEAD has the headers of GET and no body', async (world) => {
  const head = await world.raw('/rest/v1/goods?select=id&order=id', {
    method: 'HEAD',
    headers: { Prefer: 'count=exact' },
  });
  assert.deepEqual([head.status, head.text, head.headers.get('content-range')], [200, '', '0-3/4']);
});
feature('OPTIONS says what can be done', async (world) => {
  const allow = async (path) => (await world.raw(path, { method: 'OPTIONS' })).headers.get('allow');
  assert.equal(await allow('/rest/v1/notes'), 'OPTIONS,GET,HEAD,POST,PUT,PATCH,DELETE');
  assert.equal(await allow('/rest/v1/rpc/add'), 'OPTIONS,GET,HEAD,POST');
  assert.equal(await allow('/rest/v1/rpc/write_note'), 'OPTIONS,POST');
  assert.equal(await allow('/rest/v1/'), 'OPTIONS,GET,HEAD');
});
feature('CORS, as browsers ask for it', async (world) => {
  const asked = await world.raw('/rest/v1/goods', {
    method: 'OPTIONS',
    key: null,
    headers: {
      Origin: 'https://portal.example',
      'Access-Control-Request-Method': 'PATCH',
      'Access-Control-Request-Headers': 'apikey,authorization,prefer,x-client-info',
    },
  });
  assert.ok([200, 204].includes(asked.status), `${asked.status}`);
  assert.ok(['*', 'https://portal.example'].includes(asked.headers.get('access-control-allow-origin')));
  const got = await world.raw('/rest/v1/goods?limit=1', { headers: { Origin: 'https://portal.example' } });
  assert.match(got.headers.get('access-control-expose-headers'), /Content-Range/i);
});
feature('profiles choose the schema; the answer names it', async (world) => {
  const there = await world.raw('/rest/v1/goods?limit=1', { headers: { 'Accept-Profile': 'conformance' } });
  assert.equal(there.headers.get('content-profile'), 'conformance');
  const error = await refused(world.anon.schema('nowhere').from('goods').select(), 406, 'PGRST106');
  assert.equal(error.message, 'Invalid schema: nowhere');
  assert.equal(error.hint, 'Only the following schemas are exposed: conformance, public');
  const person = await world.person();
  assert.deepEqual(await data(person.client.schema('public').from('chat_requests').select('id')), []);
});
feature('Content-Location, Content-Range and Content-Type', async (world) => {
  const got = await world.raw('/rest/v1/goods?select=id&id=eq.1');
  assert.equal(got.headers.get('content-location'), '/goods?id=eq.1&select=id');
  assert.equal(got.headers.get('content-range'), '0-0/*');
  assert.equal(got.headers.get('content-type'), 'application/json; charset=utf-8');
});
feature('methods and paths that are not there', async (world) => {
  const wrong = async (path, method) => {
    const answer = await world.raw(path, { method });
    return [answer.status, answer.json?.code];
  };
  assert.deepEqual(await wrong('/rest/v1/a/b/c', 'GET'), [404, 'PGRST125']);
  assert.deepEqual(await wrong('/rest/v1/rpc/add', 'PATCH'), [405, 'PGRST101']);
  assert.deepEqual(await wrong('/rest/v1/goods', 'TRACE').catch(() => [405, 'PGRST117']), [405, 'PGRST117']);
});
feature('bodies that cannot be read, too large, or of another type', async (world) => {
  const post = (body, type = 'application/json', server = world.main) =>
    world.raw('/rest/v1/notes', { method: 'POST', headers: { 'Content-Type': type }, body, server });
  const broken = await post('{"id":');
  assert.deepEqual([broken.status, broken.json.code], [400, 'PGRST102']);
  assert.deepEqual((await post('<a/>', 'text/xml')).status, 415);
  assert.equal(
    (await post(JSON.stringify({ body: 'x'.repeat(30_000) }), 'application/json', world.plain)).status,
    413,
  );
  const uneven = await post([{ id: 1 }, { body: 'x' }]);
  assert.deepEqual([uneven.json.code, uneven.json.message], ['PGRST102', 'All object keys must match']);
});
feature('NOTIFY pgrst: a schema that changes is picked up without a restart', async (world) => {
  const name = `late_${world.label}_${world.number()}`;
  await refused(world.anon.from(name).select(), 404, 'PGRST205');
  await world.sql(`create table conformance.${name} (id int primary key)`);
  await world.sql(`grant select on conformance.${name} to anon`);
  await world.sql("notify pgrst, 'reload schema'");
  await until(async () => (await world.anon.from(name).select()).status === 200, 'the new table');
  await world.sql(`drop table conformance.${name}`);
  await world.sql("notify pgrst, 'reload schema'");
  await until(async () => (await world.anon.from(name).select()).status === 404, 'its end');
});
