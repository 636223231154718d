-- The steps that clients should not assemble themselves. Each is atomic, safe to repeat, runs with the caller's
-- rights (policies and triggers judge it like any other change) and returns the row that it is about.

create function portalchat.visible_chat(chat_request_id uuid) returns public.chat_requests
language plpgsql set search_path = '' as $$
declare
  chat public.chat_requests;
begin
  select * into chat from public.chat_requests as r where r.id = visible_chat.chat_request_id;
  if not found then
    raise exception 'There is no such chat.' using errcode = 'PT404';
  end if;
  return chat;
end
$$;
comment on function portalchat.visible_chat(uuid) is 'A chat that the caller may see; PT404 where there is none.';
revoke execute on function portalchat.visible_chat(uuid) from public;
grant execute on function portalchat.visible_chat(uuid) to authenticated;

create function public.send_support_message(
  message_text text,
  message_id uuid default gen_random_uuid(),
  subject text default '',
  category text default 'support',
  priority public.chat_priority default 'normal'
) returns public.chat_messages
language plpgsql set search_path = '' as $$
declare
  caller constant uuid := auth.uid();
  chat_id uuid;
  message public.chat_messages;
begin
  if caller is null or portalchat.is_staff() then
    raise exception 'Only a player can ask for support.' using errcode = '42501';
  end if;

  loop
    -- 1. Sent before: the answer is the same.
    select * into message from public.chat_messages as m where m.id = message_id and m.sender_id = caller;
    if found then
      return message;
    end if;

    -- 2. The open chat, or a new one. Of two calls at once one opens it, and the other finds it on its next turn.
    select r.id into chat_id from public.chat_requests as r where r.player_id = caller and r.status <> 'resolved';
    if not found then
      insert into public.chat_requests (player_id, category, subject, priority)
      values (caller, send_support_message.category, send_support_message.subject, send_support_message.priority)
      on conflict (player_id) where status <> 'resolved' do nothing
      returning id into chat_id;
      continue when chat_id is null;
    end if;

    -- 3. The message. The chat may be resolved, or the same message stored, between 2 and 3: then take another turn.
    begin
      insert into public.chat_messages (id, chat_request_id, player_id, sender_id, sender_type, message_text)
      values (message_id, chat_id, caller, caller, 'player', send_support_message.message_text)
      returning * into message;
      return message;
    exception
      when unique_violation then
        if not exists (select from public.chat_messages as m where m.id = message_id and m.sender_id = caller) then
          raise exception 'This message id is in use.'
            using errcode = 'PT409', hint = 'Send the message with a new id.';
        end if;
      when sqlstate 'PT409' then
        null;
    end;
  end loop;
end
$$;
comment on function public.send_support_message(text, uuid, text, text, public.chat_priority) is
  'Stores a message in the caller''s open chat, or in a new one with this subject, category and priority. The same message_id again returns the stored message.';

create function public.claim_chat(chat_request_id uuid) returns public.chat_requests
language plpgsql set search_path = '' as $$
declare
  chat public.chat_requests;
begin
  -- Waiting is checked under the row lock: of many callers one gets a row.
  update public.chat_requests as r set status = 'active', gre_staff_id = (select auth.uid())
  where r.id = claim_chat.chat_request_id and r.status = 'waiting'
  returning * into chat;
  if found then
    return chat;
  end if;

  chat := portalchat.visible_chat(claim_chat.chat_request_id);
  if chat.status = 'active' and chat.gre_staff_id = (select auth.uid()) then
    return chat;
  elsif not portalchat.is_staff() then
    raise exception 'Only staff can claim a chat.' using errcode = '42501';
  elsif chat.status = 'active' then
    raise exception 'This chat was already taken by %.', chat.gre_staff_name
      using errcode = 'PT409', hint = 'Ask them, or a lead, to transfer it to you.';
  end if;
  raise exception 'This chat is resolved.' using errcode = 'PT409', hint = 'Reopen it to answer.';
end
$$;
comment on function public.claim_chat(uuid) is
  'Takes a waiting chat. Of many callers one wins; the others get 409 with the name of the one who has it.';

create function public.transfer_chat(chat_request_id uuid, to_gre_staff_id uuid) returns public.chat_requests
language plpgsql set search_path = '' as $$
declare
  chat public.chat_requests;
begin
  update public.chat_requests as r set gre_staff_id = transfer_chat.to_gre_staff_id
  where r.id = transfer_chat.chat_request_id and r.status = 'active'
  returning * into chat;
  if found then
    return chat;
  end if;

  chat := portalchat.visible_chat(transfer_chat.chat_request_id);
  if not portalchat.is_staff() then
    raise exception 'Only staff can transfer a chat.' using errcode = '42501';
  end if;
  raise exception 'Only an active chat can be transferred; this one is %.', chat.status using errcode = 'PT409';
end
$$;
comment on function public.transfer_chat(uuid, uuid) is 'Hands an active chat to another GRE.';

create function public.release_chat(chat_request_id uuid) returns public.chat_requests
language plpgsql set search_path = '' as $$
declare
  chat public.chat_requests;
begin
  update public.chat_requests as r set status = 'waiting', gre_staff_id = null
  where r.id = release_chat.chat_request_id and r.status = 'active'
  returning * into chat;
  if found then
    return chat;
  end if;

  chat := portalchat.visible_chat(release_chat.chat_request_id);
  if not portalchat.is_staff() then
    raise exception 'Only staff can release a chat.' using errcode = '42501';
  elsif chat.status = 'waiting' then
    return chat;
  end if;
  raise exception 'This chat is resolved.' using errcode = 'PT409';
end
$$;
comment on function public.release_chat(uuid) is 'Puts an active chat back in the queue.';

create function public.resolve_chat(chat_request_id uuid) returns public.chat_requests
language plpgsql set search_path = '' as $$
declare
  chat public.chat_requests;
begin
  update public.chat_requests as r set status = 'resolved'
  where r.id = resolve_chat.chat_request_id and r.status <> 'resolved'
  returning * into chat;
  if found then
    return chat;
  end if;
  return portalchat.visible_chat(resolve_chat.chat_request_id);
end
$$;
comment on function public.resolve_chat(uuid) is 'Ends a chat; a chat that is resolved already stays as it is.';

create function public.reopen_chat(chat_request_id uuid) returns public.chat_requests
language plpgsql set search_path = '' as $$
declare
  chat public.chat_requests;
begin
  update public.chat_requests as r set status = 'active', gre_staff_id = (select auth.uid())
  where r.id = reopen_chat.chat_request_id and r.status = 'resolved'
  returning * into chat;
  if found then
    return chat;
  end if;

  chat := portalchat.visible_chat(reopen_chat.chat_request_id);
  if chat.status = 'active' and chat.gre_staff_id = (select auth.uid()) then
    return chat;
  elsif not portalchat.is_staff() then
    raise exception 'Only staff can reopen a chat.' using errcode = '42501';
  elsif chat.status = 'active' then
    raise exception 'This chat was already taken by %.', chat.gre_staff_name using errcode = 'PT409';
  end if;
  raise exception 'This chat is waiting, not resolved.' using errcode = 'PT409', hint = 'Take it.';
end
$$;
comment on function public.reopen_chat(uuid) is 'Takes a resolved chat up again.';

create function public.mark_chat_read(chat_request_id uuid, message_no integer) returns public.chat_requests
language plpgsql set search_path = '' as $$
declare
  chat public.chat_requests;
  up_to integer;
begin
  if mark_chat_read.message_no is null then
    raise exception 'Say which message was read last.' using errcode = '23514', hint = 'Set message_no.';
  end if;
  chat := portalchat.visible_chat(mark_chat_read.chat_request_id);
  up_to := least(mark_chat_read.message_no, chat.message_count);

  -- Nothing new read: leave the row alone, so that looking again wakes nobody.
  if portalchat.is_staff() then
    update public.chat_requests as r set gre_read_no = up_to
    where r.id = mark_chat_read.chat_request_id and r.gre_read_no < up_to
    returning * into chat;
  else
    update public.chat_requests as r set player_read_no = up_to
    where r.id = mark_chat_read.chat_request_id and r.player_read_no < up_to
    returning * into chat;
  end if;
  if found then
    return chat;
  end if;
  return portalchat.visible_chat(mark_chat_read.chat_request_id);
end
$$;
comment on function public.mark_chat_read(uuid, integer) is
  'Says that the caller''s side has read up to this message. Never goes down, never past the newest message.';

create function public.rate_chat(chat_request_id uuid, rating integer, rating_comment text default null)
returns public.chat_requests
language plpgsql set search_path = '' as $$
declare
  chat public.chat_requests;
begin
  if rate_chat.rating is null or rate_chat.rating not between 1 and 5 then
    raise exception 'A rating is 1 to 5.' using errcode = '23514';
  end if;
  update public.chat_requests as r
  set rating = rate_chat.rating::smallint, rating_comment = rate_chat.rating_comment
  where r.id = rate_chat.chat_request_id
  returning * into chat;
  if found then
    return chat;
  end if;
  return portalchat.visible_chat(rate_chat.chat_request_id);
end
$$;
comment on function public.rate_chat(uuid, integer, text) is 'The player''s word on a resolved chat, 1 to 5.';

revoke execute on function
  public.send_support_message(text, uuid, text, text, public.chat_priority),
  public.claim_chat(uuid), public.transfer_chat(uuid, uuid), public.release_chat(uuid), public.resolve_chat(uuid),
  public.reopen_chat(uuid), public.mark_chat_read(uuid, integer), public.rate_chat(uuid, integer, text)
  from public, anon, service_role;
grant execute on function
  public.send_support_message(text, uuid, text, text, public.chat_priority),
  public.claim_chat(uuid), public.transfer_chat(uuid, uuid), public.release_chat(uuid), public.resolve_chat(uuid),
  public.reopen_chat(uuid), public.mark_chat_read(uuid, integer), public.rate_chat(uuid, integer, text)
  to authenticated;
