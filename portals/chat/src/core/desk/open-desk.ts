import type { Backend } from '../backend/backend';
import type { Me } from '../session/session-state';
import type { Surroundings } from '../surroundings/surroundings';

export interface Ending {
  /** Closes everything. With `wipe`, nothing of this person is left in the browser. */
  end(wipe: boolean): void;
}

/** Sets up all that belongs to the person who has just signed in. */
export type OpenDesk<Desk> = (me: Me, backend: Backend, surroundings: Surroundings) => Desk & Ending;
