import { type ChatQuery, orderOf } from '../lists/chat-query';
import { createChatWindow } from '../lists/chat-window';
import { watchQueue } from '../queue/watch-queue';
import { createStore } from '../store';
import type { PlayerChatsState, PlayerDesk } from './desk';
import { createDeskCore } from './desk-core';
import type { OpenDesk } from './open-desk';

export const openPlayerDesk: OpenDesk<PlayerDesk> = (me, backend, surroundings) => {
  const core = createDeskCore({
    me,
    backend,
    surroundings,
    channel: {
      topic: `player:${me.user_id}`,
      // Its changes are judged by the table's own policies; a private topic has to name a chat.
      private: false,
      presence_key: null,
      changes: [{ table: 'chat_requests', event: '*', filter: `player_id=eq.${me.user_id}` }],
    },
    presence: null,
    // A player has one open chat, so all he writes goes one way.
    laneOf: () => 'player',
    send: (message) => backend.sendAsPlayer(message),
    onPresence: () => {},
    pullLists: async () => (await Promise.all([open.pull(), earlier.pull()])).every(Boolean),
  });
  const { rows, asking, outbox } = core.parts;

  const query = (statuses: ChatQuery['statuses']): ChatQuery => ({
    statuses,
    player_id: me.user_id,
    gre_staff_id: null,
    search: '',
    order: orderOf(statuses, 'last_activity'),
  });
  const open = createChatWindow(backend, rows, asking, query(['waiting', 'active']));
  const earlier = createChatWindow(backend, rows, asking, query(['resolved']));

  const look = (): PlayerChatsState => {
    const now = open.state.getSnapshot();
    const past = earlier.state.getSnapshot();
    const current = now.rows[0] ?? null;
    return {
      status: now.status,
      refusal: now.refusal,
      current,
      starting: current === null ? outbox.messages.getSnapshot() : [],
      earlier: past.rows,
      has_more_earlier: past.has_more,
    };
  };
  const chats = createStore<PlayerChatsState>(look());
  const queue = watchQueue(core.parts);
  const draw = () => chats.set(look());
  const undos = [open.state.subscribe(draw), earlier.state.subscribe(draw), outbox.messages.subscribe(draw)];
  core.start();

  return {
    ...core,
    chats,
    queue: queue.status,
    startChat({ message_text, subject = '', category = 'support', priority = 'normal' }) {
      const chat_request_id = chats.getSnapshot().current?.id ?? null;
      return outbox.add({ chat_request_id, message_text, opening: { subject, category, priority } });
    },
    retry: outbox.retry,
    discard: outbox.discard,
    loadMoreEarlier: earlier.loadMore,
    rate: (id, rating, rating_comment) => core.act(id, () => backend.rate(id, rating, rating_comment)),
    end(wipe) {
      for (const undo of undos) undo();
      queue.stop();
      open.stop();
      earlier.stop();
      core.end(wipe);
    },
  };
};
