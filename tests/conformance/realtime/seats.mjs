// Channels of the published clients, with everything that they are told.
import { until } from '../suite/expect.mjs';

/**
 * A feature that needs channels gets `join` and `wire` beside the world; what they opened is closed at its end.
 */
export function seated(run) {
  return async (world) => {
    const closing = [];
    const join = async (name, options) => {
      const seat = take(world, name, options);
      closing.push(() => seat.client.realtime.disconnect());
      await seat.open();
      return seat;
    };
    try {
      await run(world, join, closing);
    } finally {
      for (const close of closing) await close();
    }
  };
}

/**
 * @param options.token a token, or what gives one
 * @param options.on adds listeners to the channel before it is joined
 * @param options.expect the status to wait for
 */
function take(
  world,
  name,
  { token, client, config = {}, on = () => {}, expect = 'SUBSCRIBED', server } = {},
) {
  const seat = { statuses: [], changes: [], heard: [], systems: [] };
  seat.client = client ?? (token ? world.clientOf(token, { server }) : world.client({ server }));
  seat.open = async () => {
    // As applications do who do not want to be refused at first.
    if (token) await seat.client.realtime.setAuth();
    seat.channel = seat.client.channel(name, { config });
    seat.channel.on('system', {}, (message) => seat.systems.push(message));
    on(seat.channel, seat);
    seat.channel.subscribe((status, error) =>
      seat.statuses.push({ status, error: String(error?.message ?? error ?? '') }),
    );
    await seat.says(expect);
  };
  seat.says = (status, from = 0) =>
    until(
      () => seat.statuses.slice(from).find((said) => said.status === status),
      `${status}; it said ${JSON.stringify(seat.statuses)}`,
    );
  seat.hears = (event, count = 1) =>
    until(
      () => {
        const found = seat.heard.filter((said) => said.event === event);
        return found.length >= count && found;
      },
      `${event}; it heard ${JSON.stringify(seat.heard)}`,
    );
  return seat;
}

/** Listens to every broadcast. */
export const broadcasts = (channel, seat) =>
  channel.on('broadcast', { event: '*' }, (said) => seat.heard.push(said));

/** Listens to changes of a table of the conformance schema. */
export const changes = (filter) => (channel, seat) =>
  channel.on('postgres_changes', { event: '*', schema: 'conformance', ...filter }, (change) =>
    seat.changes.push(change),
  );

/** A topic of one's own. */
export const topic = (world) => `conformance:${world.label}:${world.number()}`;
