-- A desk with years behind it answers as fast as on its first day: whatever is asked often reads what is open, or a page.
--
-- Under row-level security a condition finds an index only if its operator cannot leak what it sees. Comparing an enum can,
-- and so can ilike. A status therefore has to be the predicate of an index, which is not evaluated at all, and a search
-- has to run with its owner's rights, once it is clear that the caller may see every chat.

-- In the very order that lists ask for, so that a page is read and not sorted out of everything.
drop index public.chat_requests_resolved_last;
create index chat_requests_resolved_last on public.chat_requests (resolved_at desc nulls last, id)
  where status = 'resolved';
create index chat_requests_waiting_longest on public.chat_requests (created_at, id) where status = 'waiting';
-- Not through all chats that a GRE ever had.
create index chat_requests_active_of_a_gre on public.chat_requests (gre_staff_id) where status = 'active';

-- Texts of resolved chats only, so that a chat is put in once, when it is done. Open chats are few enough to be looked at.
do $$
declare
  home name;
begin
  create extension if not exists pg_trgm with schema extensions;
  select n.nspname into home
  from pg_extension as e join pg_namespace as n on n.oid = e.extnamespace where e.extname = 'pg_trgm';
  execute format(
    'create index chat_requests_resolved_texts on public.chat_requests
     using gin (subject %1$I.gin_trgm_ops, player_name %1$I.gin_trgm_ops) where status = ''resolved''', home);
end
$$;

create function portalchat.containing(search text) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return '%' || regexp_replace(search, '([\\%_])', '\\\1', 'g') || '%';
end
$$;
comment on function portalchat.containing(text) is 'The pattern for texts that contain this one, taken literally.';
revoke execute on function portalchat.containing(text) from public;

-- security definer: see above. Planned for each search: whether the words or the order lead to a page sooner depends on
-- the words.
create function portalchat.resolved_chats_containing(search text, most integer) returns setof public.chat_requests
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  pattern constant text := portalchat.containing(search);
begin
  if not portalchat.is_staff() then
    raise exception 'Only staff can search chats.' using errcode = '42501';
  end if;
  return query
    select * from public.chat_requests as r
    where r.status = 'resolved' and (r.subject ilike pattern or r.player_name ilike pattern)
    order by r.resolved_at desc nulls last, r.id
    limit greatest(most, 0);
end
$$;
comment on function portalchat.resolved_chats_containing(text, integer) is
  'The last resolved chats whose subject or player''s name contains this, where the caller is staff.';
revoke execute on function portalchat.resolved_chats_containing(text, integer) from public;
grant execute on function portalchat.resolved_chats_containing(text, integer) to authenticated;

-- security definer: as above.
create function portalchat.players_containing(search text) returns table (player_id uuid, player_name text)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  pattern constant text := portalchat.containing(search);
begin
  if not portalchat.is_staff() then
    raise exception 'Only staff can look for players.' using errcode = '42501';
  end if;
  return query
    select found.player_id, found.player_name
    from (
      select distinct on (chat.player_id) chat.player_id, chat.player_name, chat.created_at
      from (
        (
          select r.player_id, r.player_name, r.created_at from public.chat_requests as r
          where r.status <> 'resolved' and r.player_name ilike pattern
          order by r.created_at desc limit 200
        )
        union all
        (
          select r.player_id, r.player_name, r.created_at from public.chat_requests as r
          where r.status = 'resolved' and r.player_name ilike pattern
          order by r.resolved_at desc nulls last, r.id limit 200
        )
      ) as chat
      order by chat.player_id, chat.created_at desc
    ) as found
    order by found.created_at desc;
end
$$;
comment on function portalchat.players_containing(text) is
  'The players of the last chats in which a player''s name contains this, where the caller is staff.';
revoke execute on function portalchat.players_containing(text) from public;
grant execute on function portalchat.players_containing(text) to authenticated;

create function public.search_resolved_chats(search text, most integer default 50) returns setof public.chat_requests
language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from portalchat.resolved_chats_containing(search_resolved_chats.search, search_resolved_chats.most);
end
$$;
comment on function public.search_resolved_chats(text, integer) is
  'For staff: the last resolved chats whose subject or player''s name contains this, in any case.';

create function public.find_players(search text) returns table (player_id uuid, player_name text)
language plpgsql stable set search_path = '' as $$
begin
  return query select * from portalchat.players_containing(find_players.search);
end
$$;
comment on function public.find_players(text) is
  'For staff: the players of the last chats in which a player''s name contains this, in any case; for an empty text, of the last chats.';

revoke execute on function public.search_resolved_chats(text, integer), public.find_players(text)
  from public, anon, service_role;
grant execute on function public.search_resolved_chats(text, integer), public.find_players(text) to authenticated;
