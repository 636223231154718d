-- Postgres reads and plans the expression of each check anew in each statement, and every message updates its chat's row:
-- seven checks were a fifth of what a message cost. A function's plans are kept for the session, so here is one check that calls
-- one function; and it can say what is wrong in a sentence, which the name of a constraint cannot.
create function portalchat.is_sound(chat public.chat_requests) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
  wrong constant text := case
    when chat.status = 'waiting' and chat.gre_staff_id is not null then 'A waiting chat has no GRE.'
    when chat.status = 'active' and chat.gre_staff_id is null then 'An active chat has a GRE.'
    when chat.category !~ '^[a-z][a-z0-9_]{0,39}$'
      then 'A category is a lower-case word: letters, digits and underscores, at most 40.'
    when char_length(chat.subject) > 200 then 'A subject has at most 200 characters.'
    when chat.rating not between 1 and 5 then 'A rating is 1 to 5.'
    when char_length(chat.rating_comment) > 1000 then 'A comment on a rating has at most 1000 characters.'
    when chat.player_read_no not between 0 and chat.message_count
      or chat.gre_read_no not between 0 and chat.message_count then 'Nobody has read more messages than there are.'
  end;
begin
  if wrong is not null then
    raise exception '%', wrong using errcode = '23514', constraint = 'a_chat_is_sound', table = 'chat_requests', schema = 'public';
  end if;
  return true;
end
$$;
comment on function portalchat.is_sound(public.chat_requests) is
  'Raises, with a reason, where a chat''s values are against the rules or against each other; true where they are not.';
revoke execute on function portalchat.is_sound(public.chat_requests) from public;
-- A check runs with the rights of whoever writes.
grant execute on function portalchat.is_sound(public.chat_requests) to authenticated, service_role;

alter table public.chat_requests
  add constraint a_chat_is_sound check (portalchat.is_sound(chat_requests)),
  drop constraint a_waiting_chat_has_no_gre,
  drop constraint an_active_chat_has_a_gre,
  drop constraint a_category_is_a_lower_case_word,
  drop constraint a_subject_has_at_most_200_characters,
  drop constraint a_rating_is_1_to_5,
  drop constraint a_rating_comment_has_at_most_1000_characters,
  drop constraint read_markers_stay_within_the_chat;
