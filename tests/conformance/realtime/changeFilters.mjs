import { assert, until } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { seated, topic } from './seats.mjs';

const feature = area('Realtime', 'filters of changes');

const rows = [
  ['apple', 1],
  ['Bowl', 2.5],
  [null, null],
  ['a,b "c"', 10],
];

/** Inserts the four rows; which of them each filter lets through, counted from one. */
async function seenBy(world, join, filters) {
  const room = topic(world);
  const seen = filters.map(() => []);
  const first = world.number();
  const ids = [first, ...rows.map(() => world.number())];
  let over = false;
  await join(room, {
    on: (channel) => {
      for (const [place, filter] of filters.entries()) {
        channel.on(
          'postgres_changes',
          { event: 'INSERT', schema: 'conformance', table: 'events', filter: `room=eq.${room},${filter}` },
          (change) => seen[place].push(ids.indexOf(change.new.id) + 1),
        );
      }
      channel.on(
        'postgres_changes',
        { event: 'DELETE', schema: 'conformance', table: 'events', filter: `id=eq.${first}` },
        () => {
          over = true;
        },
      );
    },
  });
  for (const [place, [body, amount]] of rows.entries()) {
    await world.sql(
      'insert into conformance.events (id, room, body, amount) values ($1, $2, $3, $4)',
      ids[place],
      room,
      body,
      amount,
    );
  }
  await world.sql('delete from conformance.events where id = $1', first);
  await until(() => over, 'the last change');
  return seen;
}

const operators = (title, expected) =>
  feature(
    title,
    seated(async (world, join) => {
      assert.deepEqual(
        Object.fromEntries(
          (await seenBy(world, join, Object.keys(expected))).map((seen, place) => [
            Object.keys(expected)[place],
            seen,
          ]),
        ),
        expected,
      );
    }),
  );

operators('eq, neq, lt, lte, gt, gte', {
  'amount=eq.2.5': [2],
  'amount=neq.2.5': [1, 4],
  'amount=lt.2.5': [1],
  'amount=lte.2.5': [1, 2],
  'amount=gt.2.5': [4],
  'amount=gte.2.5': [2, 4],
  'body=eq.apple': [1],
});
operators('in and is', {
  'amount=in.(1,10)': [1, 4],
  'body=in.(apple,"a,b \\"c\\"")': [1, 4],
  'body=is.null': [3],
});
operators('like, ilike, match, imatch, isdistinct', {
  'body=like.a%': [1, 4],
  'body=ilike.b%': [2],
  'body=match.^[aB]': [1, 2, 4],
  'body=imatch.^b': [2],
  'body=isdistinct.apple': [2, 3, 4],
});
operators('not before each of them', {
  'body=not.eq.apple': [2, 4],
  'amount=not.in.(1,10)': [2],
  'body=not.is.null': [1, 2, 4],
  'body=not.like.a%': [2],
  'amount=not.gt.2.5': [1, 2],
});
operators('several conditions, and values in quotes', {
  'amount=gt.1,amount=lt.10': [2],
  'body=eq."a,b \\"c\\""': [4],
});
feature(
  "the client's own builder of filters",
  seated(async (world, join) => {
    const { postgresChangesFilter } = world.module;
    const built = [
      postgresChangesFilter().in('amount', [1, 10]).build(),
      postgresChangesFilter().eq('body', 'a,b "c"').build(),
      postgresChangesFilter().is('body', null).build(),
      postgresChangesFilter().not('body', 'in', ['apple', 'a,b "c"']).build(),
      postgresChangesFilter().gte('amount', 2).lt('amount', 10).build(),
    ];
    assert.deepEqual(await seenBy(world, join, built), [[1, 4], [4], [3], [2], [2]]);
  }),
  ['current'],
);
