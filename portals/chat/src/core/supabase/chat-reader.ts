import type { ChatPage, ChatReader } from '../backend/backend';
import type { ChatStatus } from '../contract';
import type { ChatOrder, ChatQuery } from '../lists/chat-query';
import { counted, isCountedWhole, MOST_COUNTED, pageOf } from '../lists/counted';
import { done, type Outcome, refused } from '../outcome';
import { outcomeOf, restRefusal } from './answers';
import type { Supabase } from './supabase';

export function createChatReader(supabase: Supabase): ChatReader {
  const chats = () => supabase.from('chat_requests');
  const messages = () => supabase.from('chat_messages');

  const matching = <T extends Conditions>(all: T, query: ChatQuery): T => {
    let asking = all.in('status', query.statuses);
    if (query.player_id !== null) asking = asking.eq('player_id', query.player_id);
    if (query.gre_staff_id !== null) asking = asking.eq('gre_staff_id', query.gre_staff_id);
    if (query.search !== '') {
      const pattern = quoted(containing(query.search));
      asking = asking.or(`subject.ilike.${pattern},player_name.ilike.${pattern}`);
    }
    return asking;
  };

  const ordered = <T extends Conditions>(asking: T, query: ChatQuery): T =>
    query.order.reduce(
      (so_far, { column, ascending }) => so_far.order(column, { ascending, nullsFirst: false }),
      asking,
    );

  // In texts of all resolved chats only a function finds its way by an index: for anybody else than their owner,
  // row-level security comes before the search.
  const isSearchOfResolved = (query: ChatQuery): boolean =>
    query.search !== '' &&
    query.statuses.every((status) => status === 'resolved') &&
    query.player_id === null &&
    query.gre_staff_id === null;

  const searchResolved = async (search: string, limit: number): Promise<Outcome<ChatPage>> => {
    const outcome = await outcomeOf(supabase.rpc('search_resolved_chats', { search, most: limit + 1 }));
    return outcome.ok ? done(pageOf(outcome.value, limit)) : outcome;
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
      if (isSearchOfResolved(query)) return searchResolved(query.search, limit);
      if (!isCountedWhole(query)) {
        const outcome = await outcomeOf(
          ordered(matching(chats().select('*'), query), query).limit(limit + 1),
        );
        return outcome.ok ? done(pageOf(outcome.value, limit)) : outcome;
      }
      const asking = ordered(matching(chats().select('*', { count: 'exact' }), query), query);
      const { data, error, status, count } = await asking.limit(limit);
      if (error !== null) return refused(restRefusal(error, status));
      return done({ rows: data, count: count ?? data.length });
    },

    async countChats(query) {
      if (isSearchOfResolved(query)) {
        const outcome = await searchResolved(query.search, MOST_COUNTED);
        return outcome.ok ? done(outcome.value.count) : outcome;
      }
      if (!isCountedWhole(query)) {
        // In the list's order, so that it is the list's index that is read.
        const ids = ordered(matching(chats().select('id'), query), query).limit(MOST_COUNTED + 1);
        const outcome = await outcomeOf(ids);
        return outcome.ok ? done(counted(outcome.value.length)) : outcome;
      }
      const asking = matching(chats().select('*', { count: 'exact', head: true }), query);
      const { error, status, count } = await asking;
      return error === null ? done(count ?? 0) : refused(restRefusal(error, status));
    },

    playersByName: (search) => outcomeOf(supabase.rpc('find_players', { search })),

    async chatsWithStaff(limit) {
      const outcomes = await Promise.all([
        // In an order, as without one Postgres looks for active chats among all.
        outcomeOf(chats().select('*').eq('status', 'active').order('gre_staff_id').limit(limit)),
        outcomeOf(
          chats()
            .select('*')
            .eq('status', 'resolved')
            .not('gre_staff_id', 'is', null)
            .order('resolved_at', { ascending: false, nullsFirst: false })
            .limit(limit),
        ),
      ]);
      const failed = outcomes.find((outcome) => !outcome.ok);
      return failed ?? done(outcomes.flatMap((outcome) => (outcome.ok ? outcome.value : [])));
    },

    staffOfChat: (chat_request_id) => outcomeOf(supabase.rpc('chat_staff', { chat_request_id })),

    queueStatus: () => outcomeOf(supabase.rpc('support_queue_status').single()),
  };
}

/** What a question about chats is narrowed by, whatever it asks to be told of them. */
interface Conditions {
  in(column: 'status', values: readonly ChatStatus[]): this;
  eq(column: 'player_id' | 'gre_staff_id', value: string): this;
  or(conditions: string): this;
  order(column: ChatOrder['column'], options: { ascending: boolean; nullsFirst: boolean }): this;
}

/** An ILIKE pattern for text that contains this, taken literally. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** A value within `or=(…)`, where commas and brackets have a meaning of their own. */
const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
