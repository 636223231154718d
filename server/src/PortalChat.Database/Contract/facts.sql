-- What a database says about the contract, one fact a line: what it is about, and what is so.
with chat_table as (
  select c.oid, c.relname, c.relrowsecurity
  from pg_class as c
  where c.relnamespace = 'public'::regnamespace and c.relname in ('chat_requests', 'chat_messages') and c.relkind in ('r', 'p')
),
chat_function as (
  select p.*, n.nspname
  from pg_proc as p
  join pg_namespace as n on n.oid = p.pronamespace
  where n.nspname = 'portalchat' or (n.nspname = 'public' and p.proname in (
    'send_support_message', 'claim_chat', 'transfer_chat', 'release_chat', 'resolve_chat', 'reopen_chat',
    'mark_chat_read', 'rate_chat', 'search_resolved_chats', 'find_players',
    'support_queue_status', 'report_duty', 'chat_staff'))
)
select 'table public.' || relname as subject,
  case when relrowsecurity then 'row level security on' else 'row level security off' end as fact
from chat_table
union all
select format('column public.%s.%s', t.relname, a.attname),
  concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
    'default ' || pg_get_expr(d.adbin, d.adrelid))
from chat_table as t
join pg_attribute as a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef as d on d.adrelid = t.oid and d.adnum = a.attnum
union all
select format('enum public.%s', y.typname), string_agg(e.enumlabel, ', ' order by e.enumsortorder)
from pg_type as y
join pg_enum as e on e.enumtypid = y.oid
where y.typnamespace = 'public'::regnamespace and y.typname in ('chat_status', 'chat_priority', 'sender_type')
group by y.typname
union all
select format('constraint public.%s.%s', t.relname, c.conname), pg_get_constraintdef(c.oid)
from chat_table as t
join pg_constraint as c on c.conrelid = t.oid
where c.contype <> 'n' -- not null is told with its column
union all
select format('unique index public.%s.%s', t.relname, i.indexrelid::regclass::text), pg_get_indexdef(i.indexrelid)
from chat_table as t
join pg_index as i on i.indrelid = t.oid and i.indisunique
where not exists (select from pg_constraint as c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))
union all
select format('policy public.%s.%s', p.tablename, p.policyname),
  concat_ws(' ', lower(p.permissive), 'for', lower(p.cmd), 'to', array_to_string(p.roles, ', '),
    'using ' || p.qual, 'with check ' || p.with_check)
from pg_policies as p
where (p.schemaname, p.tablename) in (('public', 'chat_requests'), ('public', 'chat_messages'))
union all
select format('policy realtime.messages.%s', p.policyname),
  concat_ws(' ', lower(p.permissive), 'for', lower(p.cmd), 'to', array_to_string(p.roles, ', '),
    'using ' || p.qual, 'with check ' || p.with_check)
from pg_policies as p
where p.schemaname = 'realtime' and p.tablename = 'messages' and p.policyname like '%chat%'
union all
select format('trigger public.%s.%s', t.relname, g.tgname),
  pg_get_triggerdef(g.oid) || case when g.tgenabled = 'D' then ' (disabled)' else '' end
from chat_table as t
join pg_trigger as g on g.tgrelid = t.oid and not g.tgisinternal
union all
select format('grant on public.%s to %s', t.relname, r.rolname),
  string_agg(lower(x.privilege_type), ', ' order by x.privilege_type)
from chat_table as t
join pg_class as c on c.oid = t.oid
cross join lateral aclexplode(c.relacl) as x
join pg_roles as r on r.oid = x.grantee and r.rolname in ('anon', 'authenticated', 'service_role')
group by t.relname, r.rolname
union all
select format('function %s.%s(%s)', f.nspname, f.proname, pg_get_function_arguments(f.oid)),
  concat_ws(', ', 'returns ' || pg_get_function_result(f.oid),
    case when f.prosecdef then 'security definer' else 'security invoker' end,
    'for ' || coalesce((
      select string_agg(coalesce(r.rolname, 'public'), ' ' order by r.rolname)
      from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) as x
      left join pg_roles as r on r.oid = x.grantee
      where x.grantee <> f.proowner), 'nobody'),
    'body ' || md5(f.prosrc))
from chat_function as f
union all
select format('publication supabase_realtime of %s.%s', p.schemaname, p.tablename),
  case when b.pubinsert and b.pubupdate and b.pubdelete then 'inserts, updates and deletes' else 'not all changes' end
from pg_publication_tables as p
join pg_publication as b using (pubname)
where p.pubname = 'supabase_realtime' and (p.schemaname, p.tablename) in (('public', 'chat_requests'), ('public', 'chat_messages'))
