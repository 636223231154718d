// Drives the published supabase-js against a server; says on stdout, line by line, what it sees.
import { createClient } from '@supabase/supabase-js';

const { SUPABASE_URL, SUPABASE_KEY, TOKEN, CHAT } = process.env;
const say = (...words) => console.log(words.join(' '));
const client = createClient(SUPABASE_URL, SUPABASE_KEY, { accessToken: async () => TOKEN });

const changes = client
  .channel('chats')
  .on('postgres_changes', { event: '*', schema: 'public', table: 'chat_requests', filter: `id=eq.${CHAT}` }, (change) =>
    say('change', change.eventType, change.new.status, JSON.stringify(change.new.message_count), change.old.id ?? '-'),
  )
  .on('postgres_changes', { event: 'INSERT', schema: 'public', table: 'chat_messages' }, (change) =>
    say('message', change.new.message_text),
  )
  .on('system', {}, (message) => say('system', message.status, message.message));
changes.subscribe((status) => say('chats', status));

const talk = client.channel(`chat:${CHAT}`, {
  config: { private: true, broadcast: { self: true, ack: true }, presence: { key: 'me' } },
});
talk
  .on('broadcast', { event: 'typing' }, (heard) => say('typing', JSON.stringify(heard.payload)))
  .on('broadcast', { event: 'bytes' }, (heard) => say('bytes', new Uint8Array(heard.payload).join(',')))
  .on('presence', { event: 'sync' }, () => say('present', Object.keys(talk.presenceState()).sort().join(',') || '-'))
  .subscribe(async (status, error) => {
    say('talk', status, error ?? '');
    if (status === 'SUBSCRIBED') {
      say('sent', await talk.send({ type: 'broadcast', event: 'typing', payload: { name: 'Ä' } }));
      say('sent', await talk.send({ type: 'broadcast', event: 'bytes', payload: new Uint8Array([1, 0, 255]).buffer }));
      say('tracked', await talk.track({ side: 'player' }));
      const posted = await talk.httpSend('typing', { name: 'http' });
      say('posted', posted.success);
    }
  });

const denied = client.channel('staff', { config: { private: true } });
denied.subscribe((status, error) => say('staff', status, error?.message ?? ''));
