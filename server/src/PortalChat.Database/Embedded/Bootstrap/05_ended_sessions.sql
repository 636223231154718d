-- Sessions that ended before their tokens did, so that the server refuses these at once. A trigger, as sessions end in many
-- ways: by signing out, with a new password, with their account, or by the operator's own SQL.

create table _portalchat.ended_sessions (
  session_id uuid primary key,
  ended_at timestamptz not null default clock_timestamp()
);
create index ended_sessions_by_time on _portalchat.ended_sessions (ended_at);
grant usage on schema _portalchat to supabase_auth_admin;
grant select on _portalchat.ended_sessions to supabase_auth_admin;

-- security definer: whoever ends a session need not be able to write this table.
create function _portalchat.note_ended_session() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into _portalchat.ended_sessions (session_id) values (old.id) on conflict do nothing;
  -- No access token lives for a day.
  delete from _portalchat.ended_sessions where ended_at < now() - interval '1 day';
  perform pg_notify('portalchat_session_ended', old.id::text);
  return null;
end
$$;
revoke execute on function _portalchat.note_ended_session() from public;

create trigger note_ended_session after delete on auth.sessions
  for each row execute function _portalchat.note_ended_session();
