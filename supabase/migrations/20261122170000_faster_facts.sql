-- The facts about callers, asked several times for every row that is written. A function in SQL that sets its search
-- path cannot be inlined, and is parsed and planned at every call; PL/pgSQL keeps its plans for the session. With these
-- three, an insert of a message costs Postgres about half.

create or replace function portalchat.staff_role() returns text
language plpgsql stable set search_path = '' as $$
declare
  claimed constant text := auth.jwt() -> 'app_metadata' ->> 'role';
begin
  return case when claimed in ('gre', 'gre_lead') then claimed end;
end
$$;

create or replace function portalchat.is_staff() returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return portalchat.staff_role() is not null;
end
$$;

create or replace function portalchat.caller_is_person() returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return coalesce(auth.role(), '') in ('authenticated', 'anon')
    or coalesce(current_setting('role', true), '') in ('authenticated', 'anon');
end
$$;

create or replace function portalchat.transition(old_status public.chat_status, new_status public.chat_status)
returns text language plpgsql immutable set search_path = '' as $$
begin
  return case
    when old_status = 'waiting' and new_status = 'active' then 'claim'
    when old_status = 'active' and new_status = 'active' then 'transfer'
    when old_status = 'active' and new_status = 'waiting' then 'release'
    when old_status <> 'resolved' and new_status = 'resolved' then 'resolve'
    when old_status = 'resolved' and new_status = 'active' then 'reopen'
  end;
end
$$;
