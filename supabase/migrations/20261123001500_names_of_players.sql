-- A player is found by a part of his name among players, of whom there are far fewer than chats: each name once, rather than
-- with every chat that he ever opened.

-- Made of the chats and of nothing else: an index that Postgres cannot make by itself. No API exposes it.
create table portalchat.player_names (
  player_id uuid,
  player_name text,
  last_chat_at timestamptz not null,
  primary key (player_id, player_name),
  constraint a_name_is_somebodys foreign key (player_id) references auth.users (id) on delete cascade
);
comment on table portalchat.player_names is 'The names under which each player has opened chats that are there.';
comment on column portalchat.player_names.player_id is 'Whose name it is.';
comment on column portalchat.player_names.player_name is 'As his chats have it.';
comment on column portalchat.player_names.last_chat_at is 'When he last opened a chat under it.';
revoke all on portalchat.player_names from public, anon, authenticated, service_role;
-- no grants, and so no policies: it is written by a trigger and read by the function below

insert into portalchat.player_names (player_id, player_name, last_chat_at)
select r.player_id, r.player_name, max(r.created_at) from public.chat_requests as r group by r.player_id, r.player_name;

create index player_names_last on portalchat.player_names (last_chat_at desc);
do $$
declare
  home name;
begin
  select n.nspname into home
  from pg_extension as e join pg_namespace as n on n.oid = e.extnamespace where e.extname = 'pg_trgm';
  execute format(
    'create index player_names_texts on portalchat.player_names using gin (player_name %I.gin_trgm_ops)', home);
end
$$;

-- security definer: nobody may write the table.
create function portalchat.note_player_name() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into portalchat.player_names as n (player_id, player_name, last_chat_at)
    values (new.player_id, new.player_name, new.created_at)
    on conflict (player_id, player_name)
      do update set last_chat_at = excluded.last_chat_at where n.last_chat_at < excluded.last_chat_at;
  elsif tg_op = 'DELETE' then
    -- Behind whoever opens a chat under this name at this moment: what comes next sees it.
    perform from portalchat.player_names as n
    where n.player_id = old.player_id and n.player_name = old.player_name for update;
    delete from portalchat.player_names as n
    where n.player_id = old.player_id and n.player_name = old.player_name and not exists (
      select from public.chat_requests as r where r.player_id = old.player_id and r.player_name = old.player_name);
  else
    delete from portalchat.player_names;
  end if;
  return null;
end
$$;
comment on function portalchat.note_player_name() is 'Keeps the names of players as their chats have them.';
revoke execute on function portalchat.note_player_name() from public;

create trigger note_player_name after insert or delete on public.chat_requests
  for each row execute function portalchat.note_player_name();
create trigger forget_player_names after truncate on public.chat_requests
  for each statement execute function portalchat.note_player_name();

-- security definer, and planned for each search: see resolved_chats_containing.
create or replace function portalchat.players_containing(search text) returns table (player_id uuid, player_name text)
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
      select distinct on (named.player_id) named.player_id, named.player_name, named.last_chat_at
      from (
        select n.player_id, n.player_name, n.last_chat_at from portalchat.player_names as n
        where n.player_name ilike pattern
        order by n.last_chat_at desc limit 200
      ) as named
      order by named.player_id, named.last_chat_at desc
    ) as found
    order by found.last_chat_at desc;
end
$$;
comment on function portalchat.players_containing(text) is
  'The players of the last chats whose player''s name contains this, where the caller is staff: at most 200.';
