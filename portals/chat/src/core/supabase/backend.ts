import type { Backend } from '../backend/backend';
import { createChannels } from './channels';
import { createChatReader } from './chat-reader';
import { createChatWriter } from './chat-writer';
import { connectData, type SupabaseAuth, type SupabaseConfig } from './supabase';

/** The server as seen by the person with this id, for as long as he is the one signed in. */
export function createSupabaseBackend(config: SupabaseConfig, auth: SupabaseAuth, me: string): Backend {
  const supabase = connectData(config, async () => {
    const { data } = await auth.getSession();
    return data.session?.user.id === me ? data.session.access_token : null;
  });
  const renewal = auth.onAuthStateChange((event) => {
    if (event === 'TOKEN_REFRESHED') void supabase.realtime.setAuth();
  });

  const reader = createChatReader(supabase);
  return {
    ...reader,
    ...createChatWriter(supabase, reader, me),
    openChannel: createChannels(supabase),
    reconnect: () => supabase.realtime.connect(),
    disconnect() {
      renewal.data.subscription.unsubscribe();
      void supabase.realtime.disconnect();
    },
  };
}
