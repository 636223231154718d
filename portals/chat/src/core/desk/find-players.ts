import type { ChatReader } from '../backend/backend';
import { done, type Outcome } from '../outcome';
import type { KnownPlayer } from './desk';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Players are known by their chats; one who never had a chat can be named by his UUID. */
export async function findPlayers(
  reader: ChatReader,
  text: string,
): Promise<Outcome<readonly KnownPlayer[]>> {
  const wanted = text.trim();
  if (UUID.test(wanted)) return done([{ player_id: wanted.toLowerCase(), player_name: '' }]);

  return reader.playersByName(wanted);
}
