-- A table that was analyzed while it was empty is scanned as a whole, and sessions keep such a plan until it is analyzed again:
-- up to a minute in which every message costs more than the one before. What a message needs is one row of an index each time.
alter function portalchat.number_message() set enable_seqscan = off;
alter function public.send_support_message(text, uuid, text, text, public.chat_priority) set enable_seqscan = off;
