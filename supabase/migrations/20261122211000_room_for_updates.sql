-- Every message changes its chat's row. Where the row's page has room, no index hears of that; where it has none, every
-- index gets an entry more, and lists of open chats pass by all of them until vacuum comes. By default it comes when a fifth
-- of the table is dead: of a small table often, of a large one hardly ever.
alter table public.chat_requests set (
  fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, vacuum_index_cleanup = on
);
