// Stand-in with the shape that `supabase gen types` prints, until the generated file takes its place.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

type ChatRequestRow = {
  assigned_at: string | null
  category: string
  created_at: string
  first_reply_at: string | null
  gre_read_no: number
  gre_staff_id: string | null
  gre_staff_name: string | null
  id: string
  last_message_at: string | null
  last_message_text: string | null
  last_sender_type: Database["public"]["Enums"]["sender_type"] | null
  message_count: number
  player_id: string
  player_name: string
  player_read_no: number
  priority: Database["public"]["Enums"]["chat_priority"]
  rating: number | null
  rating_comment: string | null
  resolved_at: string | null
  resolved_by: string | null
  status: Database["public"]["Enums"]["chat_status"]
  subject: string
  updated_at: string
}

type ChatMessageRow = {
  chat_request_id: string
  created_at: string
  id: string
  message_no: number
  message_text: string
  player_id: string
  sender_id: string
  sender_type: Database["public"]["Enums"]["sender_type"]
}

export type Database = {
  public: {
    Tables: {
      chat_requests: {
        Row: ChatRequestRow
        Insert: Partial<ChatRequestRow> & { player_id: string }
        Update: Partial<ChatRequestRow>
        Relationships: []
      }
      chat_messages: {
        Row: ChatMessageRow
        Insert: Partial<ChatMessageRow> & {
          chat_request_id: string
          message_text: string
          player_id: string
          sender_id: string
          sender_type: Database["public"]["Enums"]["sender_type"]
        }
        Update: Partial<ChatMessageRow>
        Relationships: []
      }
    }
    Views: { [_ in never]: never }
    Functions: {
      send_support_message: {
        Args: {
          category?: string
          message_id?: string
          message_text: string
          priority?: Database["public"]["Enums"]["chat_priority"]
          subject?: string
        }
        Returns: ChatMessageRow
      }
      claim_chat: { Args: { chat_request_id: string }; Returns: ChatRequestRow }
      transfer_chat: { Args: { chat_request_id: string; to_gre_staff_id: string }; Returns: ChatRequestRow }
      release_chat: { Args: { chat_request_id: string }; Returns: ChatRequestRow }
      resolve_chat: { Args: { chat_request_id: string }; Returns: ChatRequestRow }
      reopen_chat: { Args: { chat_request_id: string }; Returns: ChatRequestRow }
      mark_chat_read: { Args: { chat_request_id: string; message_no: number }; Returns: ChatRequestRow }
      rate_chat: {
        Args: { chat_request_id: string; rating: number; rating_comment?: string }
        Returns: ChatRequestRow
      }
    }
    Enums: {
      chat_priority: "low" | "normal" | "high" | "urgent"
      chat_status: "waiting" | "active" | "resolved"
      sender_type: "player" | "gre"
    }
    CompositeTypes: { [_ in never]: never }
  }
}
