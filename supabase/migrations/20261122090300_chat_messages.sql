-- The messages of a chat, numbered without a gap.

create table public.chat_messages (
  id uuid not null default gen_random_uuid(),
  chat_request_id uuid not null,
  player_id uuid not null,
  sender_id uuid not null,
  sender_type public.sender_type not null,
  message_text text not null,
  message_no integer not null default 0,
  created_at timestamptz not null default now(),
  constraint chat_messages_pkey primary key (id),
  constraint a_message_agrees_with_its_chat_about_the_player foreign key (player_id, chat_request_id)
    references public.chat_requests (player_id, id) on delete cascade,
  -- Deferred: a player's account takes his chats along, and their messages go only after this would be looked at.
  constraint a_message_has_a_sender foreign key (sender_id) references auth.users (id) deferrable initially deferred,
  constraint a_message_number_is_used_once unique (chat_request_id, message_no),
  constraint a_message_has_1_to_4000_characters check (char_length(message_text) between 1 and 4000),
  constraint a_player_writes_as_himself check (sender_type <> 'player' or sender_id = player_id)
);
comment on table public.chat_messages is 'The messages of the chats. Never changed, never deleted by people.';
comment on column public.chat_messages.id is 'Made by the client, so that sending again is harmless.';
comment on column public.chat_messages.chat_request_id is 'The chat it belongs to.';
comment on column public.chat_messages.player_id is 'The player of that chat.';
comment on column public.chat_messages.sender_id is 'Who wrote it.';
comment on column public.chat_messages.sender_type is 'The side that it comes from.';
comment on column public.chat_messages.message_text is '1 to 4000 characters.';
comment on column public.chat_messages.message_no is '1, 2, 3 … in its chat, without a gap, in commit order.';
comment on column public.chat_messages.created_at is 'Set by the database; never runs back within a chat.';

alter table public.chat_messages enable row level security;

revoke all on public.chat_messages from anon, authenticated, service_role;
grant select, insert on public.chat_messages to authenticated, service_role;
-- no update, no delete: what was said stays said

create policy select_own_or_staff on public.chat_messages for select to authenticated
  using (player_id = (select auth.uid()) or (select portalchat.is_staff()));
create policy insert_as_oneself on public.chat_messages for insert to authenticated
  with check (
    sender_id = (select auth.uid())
    and case when (select portalchat.is_staff()) then sender_type = 'gre'
      else sender_type = 'player' and player_id = (select auth.uid()) end
  );

create index chat_messages_of_a_player on public.chat_messages (player_id, chat_request_id);
create index chat_messages_of_a_sender on public.chat_messages (sender_id);

create function portalchat.refuse_message(chat public.chat_requests, message public.chat_messages) returns void
language plpgsql stable set search_path = '' as $$
declare
  caller constant uuid := auth.uid();
  staff constant text := portalchat.staff_role();
begin
  -- 1. Everybody writes as himself, from his own side. A chat that is not there and a chat that is somebody
  --    else's get the same answer.
  if staff is null and chat.player_id is distinct from caller then
    raise exception 'You can write only in your own chat.' using errcode = '42501';
  elsif message.sender_id is distinct from caller then
    raise exception 'You can write only in your own name.'
      using errcode = '42501', hint = 'Set sender_id to your own user id.';
  elsif message.sender_type is distinct from
    (case when staff is null then 'player' else 'gre' end)::public.sender_type
  then
    raise exception 'You can write only from your own side.'
      using errcode = '42501',
        hint = format('Set sender_type to %s.', case when staff is null then 'player' else 'gre' end);
  elsif message.player_id is distinct from chat.player_id then
    raise exception 'This chat has another player.'
      using errcode = '23514', hint = format('Set player_id to %s.', chat.player_id);
  end if;

  -- 2. A GRE answers in the chats that he has.
  if staff = 'gre' and chat.status = 'waiting' then
    raise exception 'Take this chat before you answer.' using errcode = '42501';
  elsif staff = 'gre' and chat.status = 'active' and chat.gre_staff_id is distinct from caller then
    raise exception 'This chat belongs to %.', chat.gre_staff_name
      using errcode = '42501', hint = 'Only they or a lead can answer in it.';
  end if;
end
$$;
comment on function portalchat.refuse_message(public.chat_requests, public.chat_messages) is
  'Raises, with a reason, where the caller may not write this message; does nothing where he may.';
revoke execute on function portalchat.refuse_message(public.chat_requests, public.chat_messages) from public;

-- security definer: locks the chat's row, which a GRE may not change while somebody else has it.
create function portalchat.number_message() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  is_person constant boolean := portalchat.caller_is_person();
  chat public.chat_requests;
  newest record;
  stored_by uuid;
begin
  -- 1. The chat's row lock puts its messages in one order; the numbers follow it.
  select * into chat from public.chat_requests as r where r.id = new.chat_request_id for no key update;
  if not found and (not is_person or portalchat.is_staff()) then
    raise exception 'There is no such chat.' using errcode = 'PT404';
  end if;

  -- 2. Who may write, and where. What its sender has stored already passes, whatever has become of the chat: the
  --    primary key then refuses or ignores it. For key share: it is still there when the key is looked at.
  select m.sender_id into stored_by from public.chat_messages as m where m.id = new.id for key share;
  if stored_by is null or stored_by <> new.sender_id or (is_person and stored_by is distinct from auth.uid()) then
    if is_person then
      perform portalchat.refuse_message(chat, new);
    end if;
    if stored_by is not null then
      raise exception 'This message id is in use.'
        using errcode = '23505', hint = 'Send the message with a new id.';
    elsif chat.status = 'resolved' then
      raise exception 'This chat is resolved.'
        using errcode = 'PT409', hint = case when new.sender_type = 'player'
          then 'Open a new chat.' else 'Reopen it to answer.' end;
    end if;
  end if;

  -- 3. The next number. Messages that this very statement stored before are in the table, not yet in the chat's row.
  select m.message_no, m.created_at into newest from public.chat_messages as m
  where m.chat_request_id = chat.id order by m.message_no desc limit 1;
  new.message_no := greatest(chat.message_count, newest.message_no) + 1;
  new.created_at := greatest(clock_timestamp(), chat.last_message_at, newest.created_at);
  return new;
end
$$;
comment on function portalchat.number_message() is
  'Checks a new message and numbers it under its chat''s row lock.';
revoke execute on function portalchat.number_message() from public;

create trigger number_message before insert on public.chat_messages
  for each row execute function portalchat.number_message();

-- After the insert, so that a number is used up only by a message that is there: an insert that the primary key
-- ignores (on conflict do nothing) leaves no gap.
-- security definer: counts in the chat's row, which nobody may change by hand.
create function portalchat.count_message() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.chat_requests as r set
    message_count = new.message_no,
    last_message_at = new.created_at,
    last_message_text = left(new.message_text, 140),
    last_sender_type = new.sender_type,
    first_reply_at = case when new.sender_type = 'gre' then coalesce(r.first_reply_at, new.created_at)
      else r.first_reply_at end,
    -- Who had read everything before his own message has read everything now.
    player_read_no = case when new.sender_type = 'player' and r.player_read_no = r.message_count
      then new.message_no else r.player_read_no end,
    gre_read_no = case when new.sender_type = 'gre' and r.gre_read_no = r.message_count
      then new.message_no else r.gre_read_no end,
    updated_at = greatest(clock_timestamp(), r.updated_at + interval '1 microsecond')
  where r.id = new.chat_request_id;
  return null;
end
$$;
comment on function portalchat.count_message() is
  'Keeps the chat''s count, preview and read markers in step with a message that was stored.';
revoke execute on function portalchat.count_message() from public;

create trigger count_message after insert on public.chat_messages
  for each row execute function portalchat.count_message();
