-- Who is asking: the facts about people that the chat's rules rest on.
-- They live in a schema of their own that no API exposes.

create schema portalchat;
comment on schema portalchat is 'Rules of the chat that no API exposes.';
grant usage on schema portalchat to authenticated, service_role;

create function portalchat.staff_role() returns text
language sql stable set search_path = '' as $$
  select r from (select auth.jwt() -> 'app_metadata' ->> 'role') as claim (r) where r in ('gre', 'gre_lead')
$$;
comment on function portalchat.staff_role() is
  'gre or gre_lead where the caller is staff, else null. Read from app_metadata, which users cannot write.';
revoke execute on function portalchat.staff_role() from public;
grant execute on function portalchat.staff_role() to authenticated, service_role;

create function portalchat.is_staff() returns boolean
language sql stable set search_path = '' as $$
  select portalchat.staff_role() is not null
$$;
comment on function portalchat.is_staff() is 'Whether the caller is a GRE or a lead.';
revoke execute on function portalchat.is_staff() from public;
grant execute on function portalchat.is_staff() to authenticated, service_role;

-- Either sign of a person is enough, so that a session which lacks one of them is judged as a person, not trusted.
create function portalchat.caller_is_person() returns boolean
language sql stable set search_path = '' as $$
  select coalesce(auth.role(), '') in ('authenticated', 'anon')
    or coalesce(current_setting('role', true), '') in ('authenticated', 'anon')
$$;
comment on function portalchat.caller_is_person() is
  'Whether "who may do what" applies: true for people, false for the service role and for maintenance.';
revoke execute on function portalchat.caller_is_person() from public;

-- People write their names themselves: a line break or a turned writing direction would spoil everybody's lists.
create function portalchat.tidy(name text) returns text
language sql immutable set search_path = '' as $$
  select btrim(regexp_replace(
    regexp_replace(name, '[\u202A-\u202E\u2066-\u2069]', '', 'g'), '[[:cntrl:][:space:]]+', ' ', 'g'))
$$;
comment on function portalchat.tidy(text) is
  'A name on one line, in its own writing direction, without blanks around it.';
revoke execute on function portalchat.tidy(text) from public;

-- security definer: nobody but the auth server may read auth.users; this lets out one name.
create function portalchat.display_name(person uuid, fallback text) returns text
language sql stable security definer set search_path = '' as $$
  select coalesce(
    (
      select left(given.name, 80)
      from auth.users as u
      cross join lateral (
        values
          (1, portalchat.tidy(u.raw_user_meta_data ->> 'display_name')),
          (2, portalchat.tidy(u.raw_user_meta_data ->> 'name'))
      ) as given (rank, name)
      -- An e-mail address is never shown to the other side, not even where somebody gave it as his name.
      where u.id = person and given.name <> '' and given.name !~ '\S@\S'
      order by given.rank
      limit 1
    ),
    fallback
  )
$$;
comment on function portalchat.display_name(uuid, text) is
  'display_name, else name, of a person''s user_metadata, at most 80 characters; else the fallback.';
revoke execute on function portalchat.display_name(uuid, text) from public;

-- security definer: as above; this lets out one bit.
create function portalchat.is_gre(person uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from auth.users as u
    where u.id = person
      and u.raw_app_meta_data ->> 'role' in ('gre', 'gre_lead')
      and u.deleted_at is null
      and (u.banned_until is null or u.banned_until <= now())
  )
$$;
comment on function portalchat.is_gre(uuid) is 'Whether a person is staff now, whatever a token says.';
revoke execute on function portalchat.is_gre(uuid) from public;
