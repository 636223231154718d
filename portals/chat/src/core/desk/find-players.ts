import type { ChatReader } from '../backend/backend';
import { done, type Outcome } from '../outcome';
import type { KnownPlayer } from './desk';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const CHATS_LOOKED_AT = 200;

/** Players are known by their chats; one who never had a chat can be named by his UUID. */
export async function findPlayers(
  reader: ChatReader,
  text: string,
): Promise<Outcome<readonly KnownPlayer[]>> {
  const wanted = text.trim();
  if (UUID.test(wanted)) return done([{ player_id: wanted.toLowerCase(), player_name: '' }]);

  const outcome = await reader.chatsByPlayerName(wanted, CHATS_LOOKED_AT);
  if (!outcome.ok) return outcome;
  const players = new Map<string, KnownPlayer>();
  for (const { player_id, player_name } of outcome.value) {
    if (!players.has(player_id)) players.set(player_id, { player_id, player_name });
  }
  return done([...players.values()]);
}
