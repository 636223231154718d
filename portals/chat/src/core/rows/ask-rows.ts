import type { ChatReader } from '../backend/backend';
import { done, type Outcome } from '../outcome';
import { createPull, type Pull } from '../sync/pull';
import type { ChatRows } from './chat-rows';

const MOST_IDS_PER_QUESTION = 100;

export interface AskRows {
  /** Fetches these chats as they are now, soon; one that is no longer to be seen is dropped. */
  ask(ids: readonly string[]): Promise<boolean>;
  stop(): void;
}

/** Asks by id for rows about which only a hint is known, many in one question. */
export function createAskRows(reader: ChatReader, rows: ChatRows): AskRows {
  const wanted = new Set<string>();

  const askNext = async (): Promise<Outcome<unknown>> => {
    while (wanted.size > 0) {
      const ids = [...wanted].slice(0, MOST_IDS_PER_QUESTION);
      for (const id of ids) wanted.delete(id);
      const outcome = await reader.chatsById(ids);
      if (!outcome.ok) {
        for (const id of ids) wanted.add(id);
        return outcome;
      }
      for (const row of outcome.value) rows.put(row, 'pulled');
      const seen = new Set(outcome.value.map((row) => row.id));
      for (const id of ids) if (!seen.has(id)) rows.drop(id);
    }
    return done(undefined);
  };

  const pull: Pull = createPull(askNext);
  return {
    ask(ids) {
      for (const id of ids) wanted.add(id);
      return pull.now();
    },
    stop: pull.stop,
  };
}
