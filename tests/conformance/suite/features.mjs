// The list of everything that is tried. A feature is one sentence about what a client can do, and the code that does it.

/** @type {{ id: string, dialect: string, area: string, title: string, clients: string[], run: Function }[]} */
export const features = [];

/** The published clients; `vsn1` is an older one, which speaks Realtime's first serializer. */
export const bothClients = ['current', 'vsn1'];

/**
 * Begins an area of a dialect; the returned function adds a feature to it. `clients` names those that have what the
 * feature is about: the older client lacks methods that came later.
 */
export function area(dialect, name) {
  return (title, run, clients = bothClients) => {
    features.push({ dialect, area: name, title, clients, run });
  };
}
