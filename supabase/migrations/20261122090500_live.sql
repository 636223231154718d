-- What is live: both tables' changes, and the private channels for typing and for who is here.

do $$
begin
  if not exists (select from pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
end
$$;
alter publication supabase_realtime add table public.chat_requests, public.chat_messages;

-- Reads chat_requests with the caller's rights: who may see a chat may join its channel.
create function portalchat.may_use_topic(topic text) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  if topic = 'staff' then
    return portalchat.is_staff();
  elsif topic ~ '^chat:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return exists (select from public.chat_requests as r where r.id = substr(topic, 6)::uuid);
  end if;
  return false;
end
$$;
comment on function portalchat.may_use_topic(text) is
  'Private channels: chat:<id> for who may see that chat, staff for staff; no other.';
revoke execute on function portalchat.may_use_topic(text) from public;
grant execute on function portalchat.may_use_topic(text) to authenticated, service_role;

create policy select_chat_channels on realtime.messages for select to authenticated
  using (extension in ('broadcast', 'presence') and (select portalchat.may_use_topic((select realtime.topic()))));
create policy insert_chat_channels on realtime.messages for insert to authenticated
  with check (extension in ('broadcast', 'presence') and (select portalchat.may_use_topic((select realtime.topic()))));
