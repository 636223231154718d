-- What a waiting player may know: his place, about how long it will take, and whether anybody is at work. Numbers only: of
-- the chats and the people they are made of he sees nothing.

-- Who says that he is at work. No chat is in it, so it is no third table of the chat, and no API exposes it.
create table portalchat.staff_on_duty (
  staff_id uuid primary key,
  seen_at timestamptz not null default now(),
  constraint duty_is_somebodys foreign key (staff_id) references auth.users (id) on delete cascade
);
comment on table portalchat.staff_on_duty is 'When each GRE last said that he is at work. It outlives nobody''s silence for long.';
comment on column portalchat.staff_on_duty.staff_id is 'Who said so.';
comment on column portalchat.staff_on_duty.seen_at is 'When; in force for 90 seconds.';
revoke all on portalchat.staff_on_duty from public, anon, authenticated, service_role;
-- no grants, and so no policies: it is written and read by the two functions below
-- no index by time: there are as many rows as staff, and so each update stays within its page

-- The chats that were taken last, which say how long one waits. Chats that are waiting are not in it, and whatever sets
-- assigned_at changes the indexes of the status anyway.
create index chat_requests_taken_last on public.chat_requests (assigned_at desc) where assigned_at is not null;

-- security definer: nobody may write the table.
create function portalchat.note_duty(on_duty boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not portalchat.is_staff() then
    raise exception 'Only staff can be on duty.' using errcode = '42501';
  end if;
  if on_duty is false then
    delete from portalchat.staff_on_duty as d where d.staff_id = auth.uid();
    return;
  end if;
  -- Several tabs say the same: once in ten seconds is enough.
  insert into portalchat.staff_on_duty as d (staff_id) values (auth.uid())
  on conflict (staff_id) do update set seen_at = excluded.seen_at
  where d.seen_at < excluded.seen_at - interval '10 seconds';
end
$$;
comment on function portalchat.note_duty(boolean) is 'Remembers that the caller, who is staff, is at work now, or no longer.';
revoke execute on function portalchat.note_duty(boolean) from public;
grant execute on function portalchat.note_duty(boolean) to authenticated;

-- security definer: counts chats that the caller may not see, and lets out three values. Without sequential scans, as a table
-- that was analyzed while it was empty would be read as a whole at each of these questions.
create function portalchat.queue_status()
returns table (place integer, estimated_wait_seconds integer, on_duty boolean)
language plpgsql stable security definer set search_path = '' set enable_seqscan = off as $$
declare
  caller constant uuid := auth.uid();
  chat record;
  usual interval;
begin
  if caller is null then
    raise exception 'Sign in to ask for your place.' using errcode = '42501';
  end if;
  on_duty := exists (select from portalchat.staff_on_duty as d where d.seen_at > now() - interval '90 seconds');

  select r.id, r.created_at into chat from public.chat_requests as r
  where r.player_id = caller and r.status <> 'resolved' and r.status = 'waiting';
  if found then
    -- 1. The chats before his in the order of the staff's list. Past a thousand nobody counts.
    select count(*) + 1 into place
    from (
      select from public.chat_requests as r
      where r.status = 'waiting' and (r.created_at, r.id) < (chat.created_at, chat.id)
      order by r.created_at, r.id limit 999
    ) as before_his;

    -- 2. What is left of the median of those taken last. Not counted are chats that were answered before they were assigned,
    --    for these were transferred or reopened, and chats that staff opened, as nobody waited there. Two say nothing yet.
    if on_duty then
      select percentile_cont(0.5) within group (order by taken.waited) into usual
      from (
        select r.assigned_at - r.created_at as waited, r.first_reply_at < r.assigned_at as was_answered
        from public.chat_requests as r
        where r.assigned_at is not null and r.assigned_at > now() - interval '1 hour'
        order by r.assigned_at desc limit 50
      ) as taken
      where taken.waited > interval '0' and taken.was_answered is not true
      having count(*) >= 3;
      if usual is not null then
        estimated_wait_seconds := greatest(ceil(extract(epoch from usual - (now() - chat.created_at))), 0);
      end if;
    end if;
  end if;
  return next;
end
$$;
comment on function portalchat.queue_status() is
  'One row: the caller''s place among the waiting chats, what is left of the usual wait, whether staff are at work.';
revoke execute on function portalchat.queue_status() from public;
grant execute on function portalchat.queue_status() to authenticated;

create function public.support_queue_status()
returns table (place integer, estimated_wait_seconds integer, on_duty boolean)
language plpgsql stable set search_path = '' as $$
begin
  return query select * from portalchat.queue_status();
end
$$;
comment on function public.support_queue_status() is
  'One row for the caller. place: 1 for who has waited longest, at most 1000, null without a waiting chat. estimated_wait_seconds: what is left of the median wait of the chats taken in the last hour, 0 once that is over, null where too little is known. on_duty: whether any GRE is at work.';

create function public.report_duty(on_duty boolean default true) returns void
language plpgsql set search_path = '' as $$
begin
  perform portalchat.note_duty(report_duty.on_duty);
end
$$;
comment on function public.report_duty(boolean) is
  'For staff: says that the caller is at work, which holds for 90 seconds, or with false that he is no longer.';

revoke execute on function public.support_queue_status(), public.report_duty(boolean) from public, anon, service_role;
grant execute on function public.support_queue_status(), public.report_duty(boolean) to authenticated;
