using Npgsql;
using PortalChat.Realtime.Wal;

namespace PortalChat.Realtime.Visibility;

/// <summary>Functions that policies call, with those that they call in turn.</summary>
internal sealed class PolicyFunctions(CatalogConnection catalog)
{
    /// <summary>$1 oids; $2 and $3 schemas and names.</summary>
    private const string Functions =
        """
        select p.oid, n.nspname::text, p.proname::text, l.lanname::text, p.prosrc,
          p.prosqlbody is null and not p.proretset and p.prokind = 'f', p.provolatile = 'i', p.proisstrict or p.pronargs = 0,
          coalesce(p.proargnames, '{}'), p.xmin
        from pg_catalog.pg_proc p
        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        join pg_catalog.pg_language l on l.oid = p.prolang
        where p.oid = any ($1)
          or (n.nspname, p.proname) in (select s::name, f::name from unnest($2::text[], $3::text[]) as called (s, f))
        """;

    /// <summary>
    /// Whether all of them depend on nothing but their arguments and the session's settings, whether they are strict,
    /// and all that were looked at, each with the transaction that wrote it.
    /// </summary>
    public async Task<(bool AreClosed, bool AreStrict, IReadOnlyDictionary<uint, uint> All)> LookAtAsync(
        IReadOnlySet<uint> oids,
        CancellationToken cancellationToken)
    {
        var seen = new Dictionary<uint, uint>();
        var (closed, strict) = (true, true);
        var (wanted, called) = (oids.ToArray(), Array.Empty<(string Schema, string Name)>());
        while (closed && (wanted.Length > 0 || called.Length > 0))
        {
            var functions = await catalog.QueryAsync(
                Functions,
                Read,
                cancellationToken,
                wanted, called.Select(call => call.Schema).ToArray(), called.Select(call => call.Name).ToArray());
            closed &= wanted.All(oid => functions.Exists(function => function.Oid == oid))
                && called.All(call => functions.Exists(function => (function.Schema, function.Name) == call));
            strict &= functions.Where(function => oids.Contains(function.Oid)).All(function => function.IsStrict);
            var sources = functions.Where(function => seen.TryAdd(function.Oid, function.Version)).Select(function => function.Source()).ToList();
            closed &= sources.TrueForAll(source => source.IsClosed);
            (wanted, called) = ([], [.. sources.SelectMany(source => source.Calls).Distinct()]);
            called = [.. called.Where(call => !functions.Exists(function => (function.Schema, function.Name) == call))];
        }

        return (closed, closed && strict, seen);
    }

    /// <summary>Of these functions, each with the transaction that wrote it, whether all are as they were.</summary>
    public async Task<bool> AreUnchangedAsync(IReadOnlyDictionary<uint, uint> functions, CancellationToken cancellationToken)
    {
        var now = await catalog.QueryAsync(
            "select p.oid, p.xmin from pg_catalog.pg_proc p where p.oid = any ($1)",
            reader => (Oid: reader.GetFieldValue<uint>(0), Version: reader.GetFieldValue<uint>(1)),
            cancellationToken,
            functions.Keys.ToArray());
        return now.Count == functions.Count && now.TrueForAll(each => functions[each.Oid] == each.Version);
    }

    private static Function Read(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<uint>(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetString(4),
        reader.GetBoolean(5),
        reader.GetBoolean(6),
        reader.GetBoolean(7),
        reader.GetFieldValue<string[]>(8),
        reader.GetFieldValue<uint>(9));

    private sealed record Function(
        uint Oid,
        string Schema,
        string Name,
        string Language,
        string Text,
        bool IsPlain,
        bool IsImmutable,
        bool IsStrict,
        string[] Arguments,
        uint Version)
    {
        public FunctionSource Source() => Language switch
        {
            "internal" or "c" => new FunctionSource(IsImmutable || (Schema, Name) == ("pg_catalog", "current_setting"), []),
            "sql" or "plpgsql" when IsPlain => FunctionSource.Read(Text, Arguments),
            _ => new FunctionSource(false, []),
        };
    }
}
