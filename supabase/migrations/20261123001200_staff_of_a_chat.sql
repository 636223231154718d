-- Who wrote what, and who ended it, once a chat has passed through several hands: its row names only the GRE who has it.

-- security definer: names are in auth.users. It tells those of one chat, to who may see that chat. Without sequential scans, as
-- a table that was analyzed while it was empty would be read as a whole at each of these questions.
create function portalchat.staff_of_chat(chat_request_id uuid) returns table (staff_id uuid, staff_name text)
language plpgsql stable security definer set search_path = '' set enable_seqscan = off as $$
declare
  caller constant uuid := auth.uid();
  chat public.chat_requests;
begin
  select * into chat from public.chat_requests as r where r.id = staff_of_chat.chat_request_id;
  if not found or caller is null or (chat.player_id <> caller and not portalchat.is_staff()) then
    raise exception 'There is no such chat.' using errcode = 'PT404';
  end if;
  return query
    select person.id, portalchat.display_name(person.id, 'Support')
    from (
      select m.sender_id from public.chat_messages as m where m.chat_request_id = chat.id and m.sender_type = 'gre'
      union
      select part.id from (values (chat.gre_staff_id), (nullif(chat.resolved_by, chat.player_id))) as part (id)
      where part.id is not null
    ) as person (id)
    order by person.id;
end
$$;
comment on function portalchat.staff_of_chat(uuid) is
  'The staff who wrote in a chat, have it or resolved it, by their names; PT404 where the caller may not see it.';
revoke execute on function portalchat.staff_of_chat(uuid) from public;
grant execute on function portalchat.staff_of_chat(uuid) to authenticated;

create function public.chat_staff(chat_request_id uuid) returns table (staff_id uuid, staff_name text)
language plpgsql stable set search_path = '' as $$
begin
  return query select * from portalchat.staff_of_chat(chat_staff.chat_request_id);
end
$$;
comment on function public.chat_staff(uuid) is
  'The staff who wrote in this chat, have it or resolved it, each once, with the names that they go by now.';
revoke execute on function public.chat_staff(uuid) from public, anon, service_role;
grant execute on function public.chat_staff(uuid) to authenticated;
