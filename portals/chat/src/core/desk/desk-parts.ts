import type { Backend } from '../backend/backend';
import type { Outbox } from '../outbox/outbox';
import type { AskRows } from '../rows/ask-rows';
import type { ChatRows } from '../rows/chat-rows';
import type { Me } from '../session/session-state';
import type { Surroundings } from '../surroundings/surroundings';
import type { Signal } from '../sync/signal';

/** What the parts of one person's desk share. */
export interface DeskParts {
  readonly me: Me;
  readonly backend: Backend;
  readonly surroundings: Surroundings;
  readonly rows: ChatRows;
  readonly asking: AskRows;
  readonly outbox: Outbox;
  /** Whatever may have been missed has to be pulled now. */
  readonly catchUp: Signal<void>;
}
