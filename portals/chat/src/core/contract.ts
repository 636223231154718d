import type { Database } from './database.types';

type Tables = Database['public']['Tables'];
type Enums = Database['public']['Enums'];

/** A row of `chat_requests`, exactly as the database has it. */
export type ChatRequest = Tables['chat_requests']['Row'];
/** A row of `chat_messages`, exactly as the database has it. */
export type ChatMessage = Tables['chat_messages']['Row'];

export type ChatStatus = Enums['chat_status'];
export type ChatPriority = Enums['chat_priority'];
/** Which side of a chat somebody is on; also what `sender_type` holds. */
export type Side = Enums['sender_type'];
