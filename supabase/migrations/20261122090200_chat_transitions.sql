-- What may follow what, and who may do it. One trigger for a new chat, one for every change of it.
-- Errors: 42501 forbidden (403), PT409 a conflict (409), 23514 a value that makes no sense (400).

-- security definer: needs the names and roles in auth.users.
create function portalchat.open_chat() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  caller constant uuid := auth.uid();
  staff constant text := portalchat.staff_role();
begin
  if new.status = 'resolved' then
    raise exception 'A new chat cannot be resolved already.'
      using errcode = '23514', hint = 'Open it as waiting.';
  end if;

  if portalchat.caller_is_person() then
    if staff is null then
      if new.player_id is distinct from caller then
        raise exception 'You can open a chat only for yourself.'
          using errcode = '42501', hint = 'Set player_id to your own user id.';
      elsif new.status <> 'waiting' or new.gre_staff_id is not null then
        raise exception 'A new chat waits until staff take it.'
          using errcode = '42501', hint = 'Leave status as waiting and gre_staff_id empty.';
      elsif new.priority not in ('low', 'normal') then
        raise exception 'Only staff can set the priority to %.', new.priority
          using errcode = '42501', hint = 'Use low or normal.';
      end if;
    elsif staff = 'gre' and new.status = 'active' and new.gre_staff_id is distinct from caller then
      raise exception 'You can open an active chat only with yourself.'
        using errcode = '42501', hint = 'Set gre_staff_id to your own user id, or open the chat as waiting.';
    end if;
  end if;

  if portalchat.is_gre(new.player_id) then
    raise exception 'A chat is opened for a player, not for staff.' using errcode = '23514';
  end if;
  if new.status = 'active' and new.gre_staff_id is not null and not portalchat.is_gre(new.gre_staff_id) then
    raise exception 'The chat can be assigned only to a GRE.' using errcode = '23514';
  end if;

  new.player_name := portalchat.display_name(new.player_id, 'Player');
  new.gre_staff_name := case when new.gre_staff_id is not null
    then portalchat.display_name(new.gre_staff_id, 'Support') end;
  new.created_at := clock_timestamp();
  new.updated_at := new.created_at;
  new.assigned_at := case when new.status = 'active' then new.created_at end;
  new.first_reply_at := null;
  new.resolved_at := null;
  new.resolved_by := null;
  new.message_count := 0;
  new.last_message_at := null;
  new.last_message_text := null;
  new.last_sender_type := null;
  new.player_read_no := 0;
  new.gre_read_no := 0;
  new.rating := null;
  new.rating_comment := null;
  return new;
end
$$;
comment on function portalchat.open_chat() is 'Checks a new chat and sets what the database sets.';
revoke execute on function portalchat.open_chat() from public;

create trigger open_chat before insert on public.chat_requests
  for each row execute function portalchat.open_chat();

create function portalchat.transition(old_status public.chat_status, new_status public.chat_status) returns text
language sql immutable set search_path = '' as $$
  select case
    when old_status = 'waiting' and new_status = 'active' then 'claim'
    when old_status = 'active' and new_status = 'active' then 'transfer'
    when old_status = 'active' and new_status = 'waiting' then 'release'
    when old_status <> 'resolved' and new_status = 'resolved' then 'resolve'
    when old_status = 'resolved' and new_status = 'active' then 'reopen'
  end
$$;
comment on function portalchat.transition(public.chat_status, public.chat_status) is
  'The name of a step between two statuses; null where there is no such step.';
revoke execute on function portalchat.transition(public.chat_status, public.chat_status) from public;

create function portalchat.refuse_step(step text, chat public.chat_requests, caller uuid, staff text, to_gre uuid)
returns void language plpgsql stable set search_path = '' as $$
begin
  -- 1. A player ends his own chat; everything else is for staff.
  if staff is null then
    if step = 'resolve' and chat.player_id = caller then
      return;
    end if;
    raise exception '%', coalesce(
      'Only staff can ' || step || ' a chat.', 'Only staff can change who has a chat, or its status.')
      using errcode = '42501', hint = case when chat.status = 'resolved'
        then 'Open a new chat.' else 'You can write in it and resolve it.' end;
  end if;

  -- 2. A lead may do all of it.
  if staff = 'gre_lead' then
    return;
  end if;

  -- 3. A GRE: waiting chats, his own chats, and only himself as the one who takes.
  if step in ('claim', 'reopen') then
    if to_gre is distinct from caller then
      raise exception 'Only a lead can assign a chat to somebody else.'
        using errcode = '42501', hint = 'Take it yourself, then transfer it.';
    end if;
  elsif chat.status = 'active' and chat.gre_staff_id is distinct from caller then
    if step = 'transfer' and to_gre = caller then
      raise exception 'This chat was already taken by %.', chat.gre_staff_name
        using errcode = 'PT409', hint = 'Ask them, or a lead, to transfer it to you.';
    end if;
    raise exception 'This chat belongs to %.', chat.gre_staff_name
      using errcode = '42501', hint = format('Only they or a lead can %s it.', step);
  end if;
end
$$;
comment on function portalchat.refuse_step(text, public.chat_requests, uuid, text, uuid) is
  'Raises, with a reason, where the caller may not take this step; does nothing where he may.';
revoke execute on function portalchat.refuse_step(text, public.chat_requests, uuid, text, uuid) from public;

-- security definer: needs the names and roles in auth.users.
create function portalchat.change_chat() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  changeable constant text[] := array[
    'status', 'gre_staff_id', 'player_read_no', 'gre_read_no', 'rating', 'rating_comment'];
  caller constant uuid := auth.uid();
  staff constant text := portalchat.staff_role();
  is_person constant boolean := portalchat.caller_is_person();
  refused text;
  step text;
begin
  if new is not distinct from old then
    return new;
  end if;

  -- 1. Nothing but these columns is for a client to change.
  select string_agg(n.key, ', ' order by n.key) into refused
  from jsonb_each(to_jsonb(new) - changeable) as n
  where n.value is distinct from to_jsonb(old) -> n.key;
  if refused is not null then
    raise exception 'This cannot be changed: %.', refused
      using errcode = '42501', hint = format('Of a chat, %s can be changed.', array_to_string(changeable, ', '));
  end if;

  -- 2. Status and assignment move together, in named steps. Who takes a chat without saying for whom takes it
  --    himself; a lead who reopens one gives it back to the GRE who had it.
  if new.status = 'active' and old.status <> 'active' and is_person and staff is not null
    and new.gre_staff_id is not distinct from old.gre_staff_id
    and (staff = 'gre' or old.gre_staff_id is null)
  then
    new.gre_staff_id := caller;
  elsif new.status = 'waiting' and old.status = 'active' then
    new.gre_staff_id := null;
  end if;

  if new.status <> old.status or new.gre_staff_id is distinct from old.gre_staff_id then
    step := portalchat.transition(old.status, new.status);
    if is_person then
      perform portalchat.refuse_step(step, old, caller, staff, new.gre_staff_id);
    end if;
    if step is null or (step = 'resolve' and new.gre_staff_id is distinct from old.gre_staff_id) then
      raise exception 'A chat that is % cannot become % like this.', old.status, new.status
        using errcode = 'PT409', hint = case old.status
          when 'waiting' then 'Take it or resolve it.'
          when 'active' then 'Transfer, release or resolve it.'
          else 'Reopen it: active, with a GRE.' end;
    end if;
    if step in ('claim', 'transfer', 'reopen') then
      if new.gre_staff_id is not null and not portalchat.is_gre(new.gre_staff_id) then
        raise exception 'The chat can be assigned only to a GRE.' using errcode = '23514';
      end if;
      new.gre_staff_name := portalchat.display_name(new.gre_staff_id, 'Support');
      new.assigned_at := clock_timestamp();
    end if;
    if step = 'release' then
      new.gre_staff_name := null;
      new.assigned_at := null;
    elsif step = 'resolve' then
      new.resolved_at := clock_timestamp();
      new.resolved_by := caller;
    elsif step = 'reopen' then
      if exists (
        select from public.chat_requests as r
        where r.player_id = old.player_id and r.status <> 'resolved' and r.id <> old.id
      ) then
        raise exception 'This player already has another open chat.'
          using errcode = 'PT409', hint = 'Answer there instead.';
      end if;
      new.resolved_at := null;
      new.resolved_by := null;
    end if;
  end if;

  -- 3. Each side moves its own read marker, and only forward; a late one is no error.
  if is_person and new.player_read_no <> old.player_read_no
    and (staff is not null or old.player_id is distinct from caller)
  then
    raise exception 'Only the player can say what the player has read.' using errcode = '42501';
  end if;
  if is_person and new.gre_read_no <> old.gre_read_no
    and (staff is null or (staff = 'gre' and old.gre_staff_id is distinct from caller))
  then
    raise exception 'Only the GRE who has this chat can say what staff have read.' using errcode = '42501';
  end if;
  new.player_read_no := least(greatest(new.player_read_no, old.player_read_no), old.message_count);
  new.gre_read_no := least(greatest(new.gre_read_no, old.gre_read_no), old.message_count);

  -- 4. A rating is the player's word on a chat that is done.
  if (new.rating, new.rating_comment) is distinct from (old.rating, old.rating_comment) then
    if is_person and (staff is not null or old.player_id is distinct from caller) then
      raise exception 'Only the player can rate a chat.' using errcode = '42501';
    elsif new.status <> 'resolved' then
      raise exception 'A chat can be rated once it is resolved.' using errcode = 'PT409';
    end if;
  end if;

  -- 5. What came to nothing is no change: the row's version stays.
  if new is not distinct from old then
    return new;
  end if;

  -- Strictly growing even when the clock steps back: clients tell the newer of two rows by it.
  new.updated_at := greatest(clock_timestamp(), old.updated_at + interval '1 microsecond');
  return new;
end
$$;
comment on function portalchat.change_chat() is
  'The transition rules: which change may follow which, who may make it, and what the database sets on it.';
revoke execute on function portalchat.change_chat() from public;

-- Not for the counting after a message is stored: that one comes out of a trigger, and people's changes cannot.
create trigger change_chat before update on public.chat_requests
  for each row when (pg_trigger_depth() = 0) execute function portalchat.change_chat();
