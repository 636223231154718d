import type { ChatReader, ChatWriter } from '../backend/backend';
import type { ChatMessage } from '../contract';
import type { OutgoingMessage } from '../outbox/outgoing-message';
import { done, isPassing, type Outcome, type Refusal, refused } from '../outcome';
import { outcomeOf } from './answers';
import type { Supabase } from './supabase';

export function createChatWriter(supabase: Supabase, reader: ChatReader, me: string): ChatWriter {
  /**
   * A refusal may be about a message that is stored since an earlier try whose answer was lost: by now
   * the chat may be resolved, or somebody else's. The table says which it is.
   */
  const unlessStored = async (message: OutgoingMessage, refusal: Refusal): Promise<Outcome<ChatMessage>> => {
    if (isPassing(refusal) || refusal.kind === 'signed_out') return refused(refusal);
    const stored = await reader.message(message.id);
    if (!stored.ok) return isPassing(stored.refusal) ? stored : refused(refusal);
    return stored.value?.sender_id === me ? done(stored.value) : refused(refusal);
  };

  return {
    async sendAsPlayer(message) {
      const outcome = await outcomeOf(
        supabase.rpc('send_support_message', {
          message_text: message.message_text,
          message_id: message.id,
          ...message.opening,
        }),
      );
      return outcome.ok ? outcome : unlessStored(message, outcome.refusal);
    },

    async sendAsGre(message, chat) {
      const row = {
        id: message.id,
        chat_request_id: chat.id,
        player_id: chat.player_id,
        sender_id: me,
        sender_type: 'gre' as const,
        message_text: message.message_text,
      };
      const outcome = await outcomeOf(
        supabase.from('chat_messages').upsert(row, { onConflict: 'id', ignoreDuplicates: true }).select('*'),
      );
      if (!outcome.ok) return unlessStored(message, outcome.refusal);
      const stored = outcome.value[0];
      // No row comes back for an id that is stored already.
      return stored ? done(stored) : unlessStored(message, ID_IN_USE);
    },

    insertChat: (row) => outcomeOf(supabase.from('chat_requests').insert(row).select('*').single()),
    claim: (chat_request_id) => outcomeOf(supabase.rpc('claim_chat', { chat_request_id })),
    transfer: (chat_request_id, to_gre_staff_id) =>
      outcomeOf(supabase.rpc('transfer_chat', { chat_request_id, to_gre_staff_id })),
    release: (chat_request_id) => outcomeOf(supabase.rpc('release_chat', { chat_request_id })),
    resolve: (chat_request_id) => outcomeOf(supabase.rpc('resolve_chat', { chat_request_id })),
    reopen: (chat_request_id) => outcomeOf(supabase.rpc('reopen_chat', { chat_request_id })),
    markRead: (chat_request_id, message_no) =>
      outcomeOf(supabase.rpc('mark_chat_read', { chat_request_id, message_no })),
    rate: (chat_request_id, rating, rating_comment) =>
      outcomeOf(
        supabase.rpc('rate_chat', {
          chat_request_id,
          rating,
          ...(rating_comment === undefined ? {} : { rating_comment }),
        }),
      ),
    reportDuty: (on_duty) => outcomeOf<void>(supabase.rpc('report_duty', { on_duty })),
  };
}

const ID_IN_USE: Refusal = {
  kind: 'conflict',
  reason: 'This message id is in use.',
  hint: null,
  code: null,
};
