import { assert, data, ok, refused } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';

const feature = area('REST', 'insert');

feature('one row: 201 and no body', async (world) => {
  const id = world.number();
  const one = await ok(world.anon.from('notes').insert({ id, body: 'a' }));
  assert.deepEqual([one.status, one.data], [201, null]);
  assert.deepEqual(await data(world.anon.from('notes').select('body, loud, amount').eq('id', id).single()), {
    body: 'a',
    loud: 'A',
    amount: 7,
  });
});
feature('one row, returned', async (world) => {
  const id = world.number();
  assert.deepEqual(
    await data(world.anon.from('notes').insert({ id, body: 'd' }).select('id, body, made_at').single()),
    {
      id,
      body: 'd',
      made_at: '2026-01-01T00:00:00+00:00',
    },
  );
});
feature('many rows, in order, with count', async (world) => {
  const rows = [3, 1, 2].map((n) => ({ id: world.number(), body: `b${n}` }));
  const many = await ok(world.anon.from('notes').insert(rows, { count: 'exact' }).select('body'));
  assert.deepEqual([many.data, many.count], [[{ body: 'b3' }, { body: 'b1' }, { body: 'b2' }], 3]);
});
feature('no rows at all', async (world) => {
  assert.equal((await ok(world.anon.from('notes').insert([]))).status, 201);
  assert.deepEqual(await data(world.anon.from('notes').insert([]).select()), []);
});
feature('rows with different keys: null, or with defaultToNull off the default', async (world) => {
  const rows = () => [
    { id: world.number(), amount: 2 },
    { id: world.number(), body: 'b' },
  ];
  assert.deepEqual(await data(world.anon.from('notes').insert(rows()).select('amount, body')), [
    { amount: 2, body: null },
    { amount: null, body: 'b' },
  ]);
  assert.deepEqual(
    await data(world.anon.from('notes').insert(rows(), { defaultToNull: false }).select('amount')),
    [{ amount: 2 }, { amount: 7 }],
  );
});
feature('identity columns and all defaults', async (world) => {
  const [row] = await data(world.anon.from('counted').insert({}).select());
  assert.ok(Number.isInteger(row.id));
});
feature('arrays, json, enums, domains and null', async (world) => {
  const row = {
    id: world.number(),
    tags: ['a,b', 'c"d', null],
    meta: { deep: [1, { x: null }], text: 'ä"' },
    mood: 'wild',
    title: 'short',
    amount: null,
  };
  assert.deepEqual(
    await data(world.anon.from('notes').insert(row).select('id,tags,meta,mood,title,amount').single()),
    row,
  );
  assert.deepEqual(
    await data(
      world.anon
        .from('notes')
        .insert({ id: world.number(), meta: [1, 'two', null] })
        .select('meta')
        .single(),
    ),
    { meta: [1, 'two', null] },
  );
  assert.deepEqual(
    await data(world.anon.from('notes').insert({ id: world.number(), meta: 'text' }).select('meta').single()),
    { meta: 'text' },
  );
});
feature('Location by return=headers-only', async (world) => {
  const id = world.number();
  const made = await world.raw('/rest/v1/notes', {
    method: 'POST',
    headers: { Prefer: 'return=headers-only', 'Content-Type': 'application/json' },
    body: { id },
  });
  assert.deepEqual(
    [made.status, made.text, made.headers.get('location'), made.headers.get('preference-applied')],
    [201, '', `/notes?id=eq.${id}`, 'return=headers-only'],
  );
});
feature('bodies as CSV and as a form', async (world) => {
  const [first, second, third] = [world.number(), world.number(), world.number()];
  const csv = await world.raw('/rest/v1/notes?select=id,body,amount', {
    method: 'POST',
    headers: { Prefer: 'return=representation', 'Content-Type': 'text/csv' },
    body: `id,body,amount\n${first},"a, b",NULL\n${second},c,3\n`,
  });
  assert.deepEqual(
    [csv.status, csv.json],
    [
      201,
      [
        { id: first, body: 'a, b', amount: null },
        { id: second, body: 'c', amount: 3 },
      ],
    ],
  );
  const form = await world.raw('/rest/v1/notes?select=id,body', {
    method: 'POST',
    headers: { Prefer: 'return=representation', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: `id=${third}&body=a+b%21`,
  });
  assert.deepEqual([form.status, form.json], [201, [{ id: third, body: 'a b!' }]]);
});
feature('columns= says which keys count', async (world) => {
  const id = world.number();
  const made = await world.raw('/rest/v1/notes?columns=id,body&select=id,body,amount', {
    method: 'POST',
    headers: { Prefer: 'return=representation', 'Content-Type': 'application/json' },
    body: [{ id, body: 'a', amount: 99, other: 1 }],
  });
  assert.deepEqual([made.status, made.json], [201, [{ id, body: 'a', amount: 7 }]]);
});
feature('a taken key is 409, a broken rule 400, an unknown column PGRST204', async (world) => {
  const id = world.number();
  await ok(world.anon.from('notes').insert({ id }));
  const taken = await refused(world.anon.from('notes').insert({ id }), 409, '23505');
  assert.deepEqual(
    [taken.message, taken.details],
    ['duplicate key value violates unique constraint "notes_pkey"', `Key (id)=(${id}) already exists.`],
  );
  await refused(world.anon.from('notes').insert({ id: world.number(), good_id: 99 }), 409, '23503');
  await refused(world.anon.from('notes').insert({ id: world.number(), amount: -1 }), 400, '23514');
  await refused(world.anon.from('notes').insert({ body: 'x' }), 400, '23502');
  const unknown = await refused(
    world.anon.from('notes').insert({ id: world.number(), bdy: 1 }),
    400,
    'PGRST204',
  );
  assert.equal(unknown.message, "Could not find the 'bdy' column of 'notes' in the schema cache");
});
feature('a bulk insert is all or nothing', async (world) => {
  const id = world.number();
  await refused(world.anon.from('notes').insert([{ id }, { id }]), 409, '23505');
  assert.deepEqual(await data(world.anon.from('notes').select('id').eq('id', id)), []);
});
