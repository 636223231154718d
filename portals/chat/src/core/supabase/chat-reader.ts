import type { ChatReader } from '../backend/backend';
import type { ChatQuery } from '../lists/chat-query';
import { done, refused } from '../outcome';
import { outcomeOf, restRefusal } from './answers';
import type { Supabase } from './supabase';

export function createChatReader(supabase: Supabase): ChatReader {
  const chats = () => supabase.from('chat_requests');
  const messages = () => supabase.from('chat_messages');

  const matching = (query: ChatQuery, head: boolean) => {
    let asking = chats()
      .select('*', { count: 'exact', head })
      .in('status', [...query.statuses]);
    if (query.player_id !== null) asking = asking.eq('player_id', query.player_id);
    if (query.gre_staff_id !== null) asking = asking.eq('gre_staff_id', query.gre_staff_id);
    if (query.search !== '') {
      const pattern = quoted(containing(query.search));
      asking = asking.or(`subject.ilike.${pattern},player_name.ilike.${pattern}`);
    }
    return asking;
  };

  return {
    async messages(chat_request_id, range, limit) {
      const asking = messages().select('*').eq('chat_request_id', chat_request_id).limit(limit);
      if ('after' in range) {
        return outcomeOf(asking.gt('message_no', range.after).order('message_no', { ascending: true }));
      }
      const newest = asking.order('message_no', { ascending: false });
      const outcome = await outcomeOf(range.before === null ? newest : newest.lt('message_no', range.before));
      return outcome.ok ? done(outcome.value.toReversed()) : outcome;
    },

    async message(id) {
      const outcome = await outcomeOf(messages().select('*').eq('id', id).limit(1));
      return outcome.ok ? done(outcome.value[0] ?? null) : outcome;
    },

    chatsById: (ids) =>
      outcomeOf(
        chats()
          .select('*')
          .in('id', [...ids]),
      ),

    async chats(query, limit) {
      let asking = matching(query, false);
      for (const { column, ascending } of query.order) {
        asking = asking.order(column, { ascending, nullsFirst: false });
      }
      const { data, error, status, count } = await asking.limit(limit);
      if (error !== null) return refused(restRefusal(error, status));
      return done({ rows: data, count: count ?? data.length });
    },

    async countChats(query) {
      const { error, status, count } = await matching(query, true);
      return error === null ? done(count ?? 0) : refused(restRefusal(error, status));
    },

    chatsByPlayerName: (text, limit) =>
      outcomeOf(
        chats()
          .select('*')
          .ilike('player_name', containing(text))
          .order('updated_at', { ascending: false })
          .limit(limit),
      ),

    chatsWithStaff: (limit) =>
      outcomeOf(
        chats()
          .select('*')
          .not('gre_staff_id', 'is', null)
          .order('updated_at', { ascending: false })
          .limit(limit),
      ),
  };
}

/** An ILIKE pattern for text that contains this, taken literally. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** A value within `or=(…)`, where commas and brackets have a meaning of their own. */
const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
