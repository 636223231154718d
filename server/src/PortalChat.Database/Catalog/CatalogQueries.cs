namespace PortalChat.Database.Catalog;

/// <summary>
/// What is asked of <c>pg_catalog</c>. The search path is emptied first, so that every printed type and default
/// carries its schema and means the same under any search path.
/// </summary>
internal static class CatalogQueries
{
    public const string EmptySearchPath = "select set_config('search_path', '', true)";

    public const string Types =
        """
        select t.oid, n.nspname::text, t.typname::text, t.typtype::text, t.typcategory::text, t.typbasetype,
               t.typrelid, format_type(t.oid, null),
               coalesce((select array_agg(e.enumlabel::text order by e.enumsortorder)
                         from pg_enum e where e.enumtypid = t.oid), '{}')
        from pg_type t
        join pg_namespace n on n.oid = t.typnamespace
        where n.nspname not like 'pg\_toast%' and n.nspname not like 'pg\_temp%'
        """;

    public const string Tables =
        """
        select c.oid, n.nspname::text, c.relname::text, c.relkind::text, c.relrowsecurity,
               pg_relation_is_updatable(c.oid, true), obj_description(c.oid, 'pg_class')
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'v', 'm', 'f', 'p', 'c')
          and n.nspname not in ('pg_catalog', 'information_schema')
          and n.nspname not like 'pg\_toast%' and n.nspname not like 'pg\_temp%'
        """;

    public const string Columns =
        """
        select a.attrelid, a.attname::text, a.atttypid, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               case when a.attidentity <> ''
                    -- Not pg_get_serial_sequence: it looks the table up by name, which needs rights in its schema.
                    then (select format('nextval(%L::regclass)', format('%I.%I', sn.nspname, s.relname))
                          from pg_depend sd
                          join pg_class s on s.oid = sd.objid and s.relkind = 'S'
                          join pg_namespace sn on sn.oid = s.relnamespace
                          where sd.classid = 'pg_class'::regclass and sd.refclassid = 'pg_class'::regclass
                            and sd.refobjid = c.oid and sd.refobjsubid = a.attnum and sd.deptype = 'i')
                    else pg_get_expr(d.adbin, d.adrelid) end,
               a.attgenerated <> '', col_description(a.attrelid, a.attnum), a.attnum::int
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attnum > 0 and not a.attisdropped
          and c.relkind in ('r', 'v', 'm', 'f', 'p', 'c')
          and n.nspname not in ('pg_catalog', 'information_schema')
          and n.nspname not like 'pg\_toast%' and n.nspname not like 'pg\_temp%'
        order by a.attrelid, a.attnum
        """;

    public const string Constraints =
        """
        select c.conrelid, c.conname::text, c.contype::text,
               array(select a.attname::text from unnest(c.conkey) with ordinality k(attnum, place)
                     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum order by k.place),
               c.confrelid,
               array(select a.attname::text from unnest(c.confkey) with ordinality k(attnum, place)
                     join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.attnum order by k.place)
        from pg_constraint c
        where c.contype in ('p', 'u', 'f') and c.conparentid = 0
        order by c.conrelid, c.conname
        """;

    /// <summary>The rules that views are: for <see cref="ViewRule"/>.</summary>
    public const string Views =
        """
        select r.ev_class, r.ev_action::text
        from pg_rewrite r
        join pg_class c on c.oid = r.ev_class
        join pg_namespace n on n.oid = c.relnamespace
        where r.ev_type = '1' and r.is_instead and c.relkind in ('v', 'm')
          and n.nspname not in ('pg_catalog', 'information_schema')
          and n.nspname not like 'pg\_toast%' and n.nspname not like 'pg\_temp%'
        """;

    /// <summary>Plain functions of every schema but Postgres's own. Aggregates and procedures cannot be called.</summary>
    public const string Functions =
        """
        select p.oid, n.nspname::text, p.proname::text, p.provolatile::text, p.proretset, p.prorettype,
               coalesce(p.proallargtypes, p.proargtypes::oid[])::oid[],
               coalesce(p.proargmodes::text[], '{}'), coalesce(p.proargnames, '{}'), p.pronargdefaults::int,
               obj_description(p.oid, 'pg_proc'), p.prorows
        from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        where p.prokind = 'f'
          and n.nspname not in ('pg_catalog', 'information_schema')
          and n.nspname not like 'pg\_toast%' and n.nspname not like 'pg\_temp%'
        order by p.oid
        """;

    public const string TimeZones = "select name from pg_timezone_names";
}
