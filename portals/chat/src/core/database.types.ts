
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "chat_messages": {
                  Row: {
                    "chat_request_id": string,"created_at": string,"id": string,"message_no": number,"message_text": string,"player_id": string,"sender_id": string,"sender_type": Database["public"]['Enums']["sender_type"]
                  }
                  ComputedFields: never
                  Insert: {
                    "chat_request_id": string,"created_at"?: string,"id"?: string,"message_no"?: number,"message_text": string,"player_id": string,"sender_id": string,"sender_type": Database["public"]['Enums']["sender_type"]
                  }
                  Update: {
                    "chat_request_id"?: string,"created_at"?: string,"id"?: string,"message_no"?: number,"message_text"?: string,"player_id"?: string,"sender_id"?: string,"sender_type"?: Database["public"]['Enums']["sender_type"]
                  }
                  Relationships: [
                    {
      foreignKeyName: "a_message_agrees_with_its_chat_about_the_player"
      columns: ["player_id","chat_request_id"]
isOneToOne: false
      referencedRelation: "chat_requests"
      referencedColumns: ["player_id","id"]
    }
                  ]
                },"chat_requests": {
                  Row: {
                    "assigned_at": string | null,"category": string,"created_at": string,"first_reply_at": string | null,"gre_read_no": number,"gre_staff_id": string | null,"gre_staff_name": string | null,"id": string,"last_message_at": string | null,"last_message_text": string | null,"last_sender_type": Database["public"]['Enums']["sender_type"] | null,"message_count": number,"player_id": string,"player_name": string,"player_read_no": number,"priority": Database["public"]['Enums']["chat_priority"],"rating": number | null,"rating_comment": string | null,"resolved_at": string | null,"resolved_by": string | null,"status": Database["public"]['Enums']["chat_status"],"subject": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assigned_at"?: string | null,"category"?: string,"created_at"?: string,"first_reply_at"?: string | null,"gre_read_no"?: number,"gre_staff_id"?: string | null,"gre_staff_name"?: string | null,"id"?: string,"last_message_at"?: string | null,"last_message_text"?: string | null,"last_sender_type"?: Database["public"]['Enums']["sender_type"] | null,"message_count"?: number,"player_id": string,"player_name"?: string,"player_read_no"?: number,"priority"?: Database["public"]['Enums']["chat_priority"],"rating"?: number | null,"rating_comment"?: string | null,"resolved_at"?: string | null,"resolved_by"?: string | null,"status"?: Database["public"]['Enums']["chat_status"],"subject"?: string,"updated_at"?: string
                  }
                  Update: {
                    "assigned_at"?: string | null,"category"?: string,"created_at"?: string,"first_reply_at"?: string | null,"gre_read_no"?: number,"gre_staff_id"?: string | null,"gre_staff_name"?: string | null,"id"?: string,"last_message_at"?: string | null,"last_message_text"?: string | null,"last_sender_type"?: Database["public"]['Enums']["sender_type"] | null,"message_count"?: number,"player_id"?: string,"player_name"?: string,"player_read_no"?: number,"priority"?: Database["public"]['Enums']["chat_priority"],"rating"?: number | null,"rating_comment"?: string | null,"resolved_at"?: string | null,"resolved_by"?: string | null,"status"?: Database["public"]['Enums']["chat_status"],"subject"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "chat_staff":
{ Args: { "chat_request_id": string }; Returns: {
              "staff_id": string,"staff_name": string
            }[]
                           },
"claim_chat":
{ Args: { "chat_request_id": string }; Returns: {
              "assigned_at": string | null,
"category": string,
"created_at": string,
"first_reply_at": string | null,
"gre_read_no": number,
"gre_staff_id": string | null,
"gre_staff_name": string | null,
"id": string,
"last_message_at": string | null,
"last_message_text": string | null,
"last_sender_type": Database["public"]['Enums']["sender_type"] | null,
"message_count": number,
"player_id": string,
"player_name": string,
"player_read_no": number,
"priority": Database["public"]['Enums']["chat_priority"],
"rating": number | null,
"rating_comment": string | null,
"resolved_at": string | null,
"resolved_by": string | null,
"status": Database["public"]['Enums']["chat_status"],
"subject": string,
"updated_at": string
            }
                          SetofOptions: {
        from: "*"
        to: "chat_requests"
        isOneToOne: true
        isSetofReturn: false
      } },
"find_players":
{ Args: { "search": string }; Returns: {
              "player_id": string,"player_name": string
            }[]
                           },
"mark_chat_read":
{ Args: { "chat_request_id": string,"message_no": number }; Returns: {
              "assigned_at": string | null,
"category": string,
"created_at": string,
"first_reply_at": string | null,
"gre_read_no": number,
"gre_staff_id": string | null,
"gre_staff_name": string | null,
"id": string,
"last_message_at": string | null,
"last_message_text": string | null,
"last_sender_type": Database["public"]['Enums']["sender_type"] | null,
"message_count": number,
"player_id": string,
"player_name": string,
"player_read_no": number,
"priority": Database["public"]['Enums']["chat_priority"],
"rating": number | null,
"rating_comment": string | null,
"resolved_at": string | null,
"resolved_by": string | null,
"status": Database["public"]['Enums']["chat_status"],
"subject": string,
"updated_at": string
            }
                          SetofOptions: {
        from: "*"
        to: "chat_requests"
        isOneToOne: true
        isSetofReturn: false
      } },
"rate_chat":
{ Args: { "chat_request_id": string,"rating": number,"rating_comment"?: string }; Returns: {
              "assigned_at": string | null,
"category": string,
"created_at": string,
"first_reply_at": string | null,
"gre_read_no": number,
"gre_staff_id": string | null,
"gre_staff_name": string | null,
"id": string,
"last_message_at": string | null,
"last_message_text": string | null,
"last_sender_type": Database["public"]['Enums']["sender_type"] | null,
"message_count": number,
"player_id": string,
"player_name": string,
"player_read_no": number,
"priority": Database["public"]['Enums']["chat_priority"],
"rating": number | null,
"rating_comment": string | null,
"resolved_at": string | null,
"resolved_by": string | null,
"status": Database["public"]['Enums']["chat_status"],
"subject": string,
"updated_at": string
            }
                          SetofOptions: {
        from: "*"
        to: "chat_requests"
        isOneToOne: true
        isSetofReturn: false
      } },
"release_chat":
{ Args: { "chat_request_id": string }; Returns: {
              "assigned_at": string | null,
"category": string,
"created_at": string,
"first_reply_at": string | null,
"gre_read_no": number,
"gre_staff_id": string | null,
"gre_staff_name": string | null,
"id": string,
"last_message_at": string | null,
"last_message_text": string | null,
"last_sender_type": Database["public"]['Enums']["sender_type"] | null,
"message_count": number,
"player_id": string,
"player_name": string,
"player_read_no": number,
"priority": Database["public"]['Enums']["chat_priority"],
"rating": number | null,
"rating_comment": string | null,
"resolved_at": string | null,
"resolved_by": string | null,
"status": Database["public"]['Enums']["chat_status"],
"subject": string,
"updated_at": string
            }
                          SetofOptions: {
        from: "*"
        to: "chat_requests"
        isOneToOne: true
        isSetofReturn: false
      } },
"reopen_chat":
{ Args: { "chat_request_id": string }; Returns: {
              "assigned_at": string | null,
"category": string,
"created_at": string,
"first_reply_at": string | null,
"gre_read_no": number,
"gre_staff_id": string | null,
"gre_staff_name": string | null,
"id": string,
"last_message_at": string | null,
"last_message_text": string | null,
"last_sender_type": Database["public"]['Enums']["sender_type"] | null,
"message_count": number,
"player_id": string,
"player_name": string,
"player_read_no": number,
"priority": Database["public"]['Enums']["chat_priority"],
"rating": number | null,
"rating_comment": string | null,
"resolved_at": string | null,
"resolved_by": string | null,
"status": Database["public"]['Enums']["chat_status"],
"subject": string,
"updated_at": string
            }
                          SetofOptions: {
        from: "*"
        to: "chat_requests"
        isOneToOne: true
        isSetofReturn: false
      } },
"report_duty":
{ Args: { "on_duty"?: boolean }; Returns: undefined
                           },
"resolve_chat":
{ Args: { "chat_request_id": string }; Returns: {
              "assigned_at": string | null,
"category": string,
"created_at": string,
"first_reply_at": string | null,
"gre_read_no": number,
"gre_staff_id": string | null,
"gre_staff_name": string | null,
"id": string,
"last_message_at": string | null,
"last_message_text": string | null,
"last_sender_type": Database["public"]['Enums']["sender_type"] | null,
"message_count": number,
"player_id": string,
"player_name": string,
"player_read_no": number,
"priority": Database["public"]['Enums']["chat_priority"],
"rating": number | null,
"rating_comment": string | null,
"resolved_at": string | null,
"resolved_by": string | null,
"status": Database["public"]['Enums']["chat_status"],
"subject": string,
"updated_at": string
            }
                          SetofOptions: {
        from: "*"
        to: "chat_requests"
        isOneToOne: true
        isSetofReturn: false
      } },
"search_resolved_chats":
{ Args: { "most"?: number,"search": string }; Returns: {
              "assigned_at": string | null,
"category": string,
"created_at": string,
"first_reply_at": string | null,
"gre_read_no": number,
"gre_staff_id": string | null,
"gre_staff_name": string | null,
"id": string,
"last_message_at": string | null,
"last_message_text": string | null,
"last_sender_type": Database["public"]['Enums']["sender_type"] | null,
"message_count": number,
"player_id": string,
"player_name": string,
"player_read_no": number,
"priority": Database["public"]['Enums']["chat_priority"],
"rating": number | null,
"rating_comment": string | null,
"resolved_at": string | null,
"resolved_by": string | null,
"status": Database["public"]['Enums']["chat_status"],
"subject": string,
"updated_at": string
            }[]
                          SetofOptions: {
        from: "*"
        to: "chat_requests"
        isOneToOne: false
        isSetofReturn: true
      } },
"send_support_message":
{ Args: { "category"?: string,"message_id"?: string,"message_text": string,"priority"?: Database["public"]['Enums']["chat_priority"],"subject"?: string }; Returns: {
              "chat_request_id": string,
"created_at": string,
"id": string,
"message_no": number,
"message_text": string,
"player_id": string,
"sender_id": string,
"sender_type": Database["public"]['Enums']["sender_type"]
            }
                          SetofOptions: {
        from: "*"
        to: "chat_messages"
        isOneToOne: true
        isSetofReturn: false
      } },
"support_queue_status":
{ Args: Record<PropertyKey, never>; Returns: {
              "estimated_wait_seconds": number,"on_duty": boolean,"place": number
            }[]
                           },
"transfer_chat":
{ Args: { "chat_request_id": string,"to_gre_staff_id": string }; Returns: {
              "assigned_at": string | null,
"category": string,
"created_at": string,
"first_reply_at": string | null,
"gre_read_no": number,
"gre_staff_id": string | null,
"gre_staff_name": string | null,
"id": string,
"last_message_at": string | null,
"last_message_text": string | null,
"last_sender_type": Database["public"]['Enums']["sender_type"] | null,
"message_count": number,
"player_id": string,
"player_name": string,
"player_read_no": number,
"priority": Database["public"]['Enums']["chat_priority"],
"rating": number | null,
"rating_comment": string | null,
"resolved_at": string | null,
"resolved_by": string | null,
"status": Database["public"]['Enums']["chat_status"],
"subject": string,
"updated_at": string
            }
                          SetofOptions: {
        from: "*"
        to: "chat_requests"
        isOneToOne: true
        isSetofReturn: false
      } }
          }
          Enums: {
            "chat_priority": "low"|"normal"|"high"|"urgent","chat_status": "waiting"|"active"|"resolved","sender_type": "player"|"gre"
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            "chat_priority": ["low", "normal", "high", "urgent"],"chat_status": ["waiting", "active", "resolved"],"sender_type": ["player", "gre"]
          }
        }
} as const
