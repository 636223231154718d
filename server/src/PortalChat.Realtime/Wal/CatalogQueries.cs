namespace PortalChat.Realtime.Wal;

/// <summary>What is asked of Postgres' catalog; none of it reads a row of a user's table.</summary>
internal static class CatalogQueries
{
    /// <summary>$1 publication, $2 schema, $3 table: the table's oid where the publication has it.</summary>
    public const string PublishedTable =
        """
        select c.oid
        from pg_catalog.pg_publication_tables p
        join pg_catalog.pg_namespace n on n.nspname = p.schemaname
        join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = p.tablename
        where p.pubname = $1 and p.schemaname = $2 and p.tablename = $3
        """;

    /// <summary>$1 publication, $2 schema or null: whether it has any table there.</summary>
    public const string PublishesAny =
        """
        select exists (
          select from pg_catalog.pg_publication_tables
          where pubname = $1 and ($2::text is null or schemaname = $2))
        """;

    /// <summary>$1 names: those publications that exist.</summary>
    public const string Publications =
        "select pubname::text from pg_catalog.pg_publication where pubname = any($1)";

    /// <summary>$1 position: how many bytes the log has grown since.</summary>
    public const string Lag =
        """
        select pg_wal_lsn_diff(
          case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end,
          $1::text::pg_lsn)::bigint
        """;

    /// <summary>$1 oid, $2 roles: one row per column, in their order.</summary>
    public const string Columns =
        """
        select n.nspname::text, c.relname::text, c.relrowsecurity, a.attname::text, a.atttypid,
          coalesce(a.attnum = any (i.indkey), false),
          array(
            select r.rolname::text
            from pg_catalog.pg_roles r
            where r.rolname = any ($2)
              and has_schema_privilege(r.oid, n.oid, 'USAGE')
              and has_column_privilege(r.oid, c.oid, a.attnum, 'SELECT'))
        from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_catalog.pg_index i on i.indrelid = c.oid and i.indisprimary
        where c.oid = $1
        order by a.attnum
        """;

    /// <summary>
    /// $1 oid of a table, $2 roles, $3 oids of functions: a text that is another one once anything has changed that
    /// <see cref="Columns"/>, <see cref="Types"/> or its policies are read from. In it are the transactions that wrote the
    /// catalog's rows; vacuum and analyze overwrite rows of theirs in place, which leaves these as they were.
    /// </summary>
    public const string Version =
        """
        select concat_ws(' ',
          c.xmin, n.xmin, i.indexrelid, i.xmin,
          (select string_agg(concat_ws(':', a.attnum, a.xmin, t.oid, t.xmin, shape.xmin, label.xmin), ',' order by a.attnum, t.oid, label.oid)
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_type own on own.oid = a.atttypid
            join pg_catalog.pg_type t on t.oid in (own.oid, own.typbasetype, own.typelem)
            left join pg_catalog.pg_class shape on shape.oid = t.typrelid
            left join pg_catalog.pg_enum label on label.enumtypid = t.oid
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
          (select string_agg(concat_ws(':', p.oid, p.xmin), ',' order by p.oid) from pg_catalog.pg_policy p where p.polrelid = c.oid),
          (select string_agg(concat_ws(':', r.rolname, r.rolsuper, r.rolbypassrls), ',' order by r.rolname)
            from pg_catalog.pg_roles r where r.rolname = any ($2)),
          (select string_agg(concat_ws(':', m.roleid, m.member, m.xmin), ',' order by m.roleid, m.member, m.xmin::text)
            from pg_catalog.pg_auth_members m),
          (select string_agg(concat_ws(':', f.oid, f.xmin), ',' order by f.oid) from pg_catalog.pg_proc f where f.oid = any ($3)))
        from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        left join pg_catalog.pg_index i on i.indrelid = c.oid and i.indisprimary
        where c.oid = $1
        """;

    /// <summary>$1 oids: these types and every type that they are made of.</summary>
    public const string Types =
        """
        with recursive made_of (oid) as (
          select unnest($1::oid[])
          union
          select part.oid
          from made_of
          join pg_catalog.pg_type t on t.oid = made_of.oid
          cross join lateral (
            select t.typbasetype where t.typtype = 'd'
            union all
            select t.typelem where t.typcategory = 'A' and t.typelem <> 0
            union all
            select a.atttypid from pg_catalog.pg_attribute a
            where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
          ) part (oid)
        )
        select t.oid, t.typname::text, format_type(t.oid, null), t.typtype::text, t.typcategory = 'A' and t.typelem <> 0,
          t.typbasetype, t.typelem, t.typdelim::text,
          array(select a.attname::text from pg_catalog.pg_attribute a
            where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped order by a.attnum),
          array(select a.atttypid from pg_catalog.pg_attribute a
            where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped order by a.attnum),
          array(select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = t.oid order by e.enumsortorder)
        from made_of join pg_catalog.pg_type t on t.oid = made_of.oid
        """;
}
