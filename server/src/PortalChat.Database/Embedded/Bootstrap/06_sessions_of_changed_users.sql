-- A ban, and a role that somebody has no longer, count from then on and not only when the last token has run out. A trigger, as
-- both are done by the admin endpoint and by the operator's own SQL.

-- security definer: whoever changes an account need not be able to end sessions.
create function _portalchat.end_sessions_of_changed_user() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from auth.sessions where user_id = new.id;
  return null;
end
$$;
revoke execute on function _portalchat.end_sessions_of_changed_user() from public;

-- Not where a first role is given: who has none loses nothing by a token that does not tell of it.
create trigger end_sessions_of_changed_user after update of banned_until, role, raw_app_meta_data on auth.users
  for each row when (
    (new.banned_until > now() and new.banned_until is distinct from old.banned_until)
    or (old.role <> '' and old.role is distinct from new.role)
    or (old.raw_app_meta_data ->> 'role' is not null
      and old.raw_app_meta_data ->> 'role' is distinct from new.raw_app_meta_data ->> 'role'))
  execute function _portalchat.end_sessions_of_changed_user();
