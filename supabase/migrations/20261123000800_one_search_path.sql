-- A foreign key's check keeps its plan for the search path under which it was made, and makes it anew under another one. A
-- message comes by an insert of its own, under the path of requests, as often as by this function: with the same path here the
-- plan stays. All names in the function's body are qualified.
alter function public.send_support_message(text, uuid, text, text, public.chat_priority) set search_path = public, extensions;
