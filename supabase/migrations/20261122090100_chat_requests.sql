-- A chat: its status, who has it, and what lists need to show of it.

create type public.chat_status as enum ('waiting', 'active', 'resolved');
comment on type public.chat_status is 'waiting: nobody has it; active: a GRE has it; resolved: done.';
create type public.chat_priority as enum ('low', 'normal', 'high', 'urgent');
comment on type public.chat_priority is 'A player may set low and normal only.';
create type public.sender_type as enum ('player', 'gre');
comment on type public.sender_type is 'The side that a message comes from.';

create table public.chat_requests (
  id uuid not null default gen_random_uuid(),
  player_id uuid not null,
  status public.chat_status not null default 'waiting',
  category text not null default 'support',
  subject text not null default '',
  priority public.chat_priority not null default 'normal',
  gre_staff_id uuid,
  player_name text not null default 'Player',
  gre_staff_name text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  assigned_at timestamptz,
  first_reply_at timestamptz,
  resolved_at timestamptz,
  resolved_by uuid,
  message_count integer not null default 0,
  last_message_at timestamptz,
  last_message_text text,
  last_sender_type public.sender_type,
  player_read_no integer not null default 0,
  gre_read_no integer not null default 0,
  rating smallint,
  rating_comment text,
  constraint chat_requests_pkey primary key (id),
  constraint a_chat_and_its_player_go_together unique (player_id, id),
  constraint a_chat_has_a_player foreign key (player_id) references auth.users (id) on delete cascade,
  -- No cascade: an account that chats name is banned or soft-deleted, never torn out of them.
  constraint a_chat_is_assigned_to_a_user foreign key (gre_staff_id) references auth.users (id),
  constraint a_waiting_chat_has_no_gre check (status <> 'waiting' or gre_staff_id is null),
  constraint an_active_chat_has_a_gre check (status <> 'active' or gre_staff_id is not null),
  constraint a_category_is_a_lower_case_word check (category ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint a_subject_has_at_most_200_characters check (char_length(subject) <= 200),
  constraint a_rating_is_1_to_5 check (rating between 1 and 5),
  constraint a_rating_comment_has_at_most_1000_characters check (char_length(rating_comment) <= 1000),
  constraint read_markers_stay_within_the_chat check (
    player_read_no between 0 and message_count and gre_read_no between 0 and message_count
  )
);
comment on table public.chat_requests is 'A support chat: its status and assignment.';
comment on column public.chat_requests.id is 'Made by the client or by default.';
comment on column public.chat_requests.player_id is 'Whose chat it is.';
comment on column public.chat_requests.status is 'waiting, active or resolved.';
comment on column public.chat_requests.category is 'A lower-case word; support by default.';
comment on column public.chat_requests.subject is 'At most 200 characters; may be empty.';
comment on column public.chat_requests.priority is 'A player may set low and normal only.';
comment on column public.chat_requests.gre_staff_id is 'The GRE who has it: null while waiting, set while active.';
comment on column public.chat_requests.player_name is 'The player''s display name when the chat was opened.';
comment on column public.chat_requests.gre_staff_name is 'The GRE''s display name when the chat was assigned.';
comment on column public.chat_requests.created_at is 'Set by the database.';
comment on column public.chat_requests.updated_at is
  'Set by the database; grows with every change of the row, so that it serves as its version.';
comment on column public.chat_requests.assigned_at is 'When the present GRE got it; null while waiting.';
comment on column public.chat_requests.first_reply_at is 'When staff first answered.';
comment on column public.chat_requests.resolved_at is 'When it was resolved; null while open.';
comment on column public.chat_requests.resolved_by is 'Who resolved it; null while open, and for the service role.';
comment on column public.chat_requests.message_count is 'The number of the newest message; 0 for none.';
comment on column public.chat_requests.last_message_at is 'When the newest message was stored.';
comment on column public.chat_requests.last_message_text is 'The newest message, cut to 140 characters.';
comment on column public.chat_requests.last_sender_type is 'The side of the newest message.';
comment on column public.chat_requests.player_read_no is
  'The newest message that the player has read; never goes down.';
comment on column public.chat_requests.gre_read_no is 'The newest message that staff have read; never goes down.';
comment on column public.chat_requests.rating is '1 to 5, by the player, once resolved.';
comment on column public.chat_requests.rating_comment is 'What the player says about it; at most 1000 characters.';

alter table public.chat_requests enable row level security;

-- No column grants: the triggers refuse what is not for the caller, with a reason that a grant cannot give.
revoke all on public.chat_requests from anon, authenticated, service_role;
grant select, insert, update on public.chat_requests to authenticated;
-- no delete for people
grant select, insert, update, delete on public.chat_requests to service_role;

create policy select_own_or_staff on public.chat_requests for select to authenticated
  using (player_id = (select auth.uid()) or (select portalchat.is_staff()));
create policy insert_own_or_staff on public.chat_requests for insert to authenticated
  with check (player_id = (select auth.uid()) or (select portalchat.is_staff()));
create policy update_own_or_staff on public.chat_requests for update to authenticated
  using (player_id = (select auth.uid()) or (select portalchat.is_staff()))
  with check (player_id = (select auth.uid()) or (select portalchat.is_staff()));

create unique index a_player_has_one_open_chat on public.chat_requests (player_id) where status <> 'resolved';
create index chat_requests_of_a_player on public.chat_requests (player_id, created_at desc);
create index chat_requests_of_a_gre on public.chat_requests (gre_staff_id, status);
create index chat_requests_by_status on public.chat_requests (status, created_at);
create index chat_requests_resolved_last on public.chat_requests (resolved_at desc) where status = 'resolved';
