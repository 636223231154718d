using System.Collections.Concurrent;
using PortalChat.Auth.Callers;
using PortalChat.Realtime.Changes;

namespace PortalChat.Realtime.Wal;

/// <summary>
/// The published tables as the catalog has them. A snapshot is kept until Postgres announces the relation anew, which
/// it does before the next change after any alteration of the table, its grants or its policies.
/// </summary>
internal sealed class TableCatalog(RealtimeOptions options, CatalogConnection catalog, TimeProvider time)
{
    private static readonly string[] Roles =
        [PostgresRoles.Anon, PostgresRoles.Authenticated, PostgresRoles.ServiceRole];

    /// <summary>How long joins rely on a snapshot; a table that nobody changes is not announced anew.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private readonly TypeCatalog _types = new(catalog);
    private readonly ConcurrentDictionary<(string Schema, string Name), (Table Table, long At)> _tables = new();

    /// <summary>Null where the publication has no such table.</summary>
    public async ValueTask<Table?> FindAsync(string schema, string name, CancellationToken cancellationToken)
    {
        if (_tables.TryGetValue((schema, name), out var known) && time.GetElapsedTime(known.At) < Freshness)
        {
            return known.Table;
        }

        return await ReloadAsync(schema, name, cancellationToken);
    }

    /// <summary>As <see cref="FindAsync"/>, asking the catalog again.</summary>
    public async Task<Table?> ReloadAsync(string schema, string name, CancellationToken cancellationToken)
    {
        var oids = await catalog.QueryAsync(
            CatalogQueries.PublishedTable,
            reader => reader.GetFieldValue<uint>(0),
            cancellationToken,
            options.Publication, schema, name);
        return oids is [var oid] ? await LoadAsync(oid, cancellationToken) : null;
    }

    /// <param name="schema">Null for any.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<bool> PublishesAnyAsync(string? schema, CancellationToken cancellationToken)
    {
        var answer = await catalog.QueryAsync(
            CatalogQueries.PublishesAny,
            reader => reader.GetBoolean(0),
            cancellationToken,
            options.Publication, schema);
        return answer[0];
    }

    /// <summary>The relation that the log announces, with what the catalog says now. Replaces the kept snapshot.</summary>
    public async Task<Relation> AnnouncedAsync(
        uint oid,
        string schema,
        string name,
        IReadOnlyList<(string Name, uint Type)> columns,
        CancellationToken cancellationToken)
    {
        var table = await LoadAsync(oid, cancellationToken)
            ?? new Table(oid, schema, name, HasPolicies: true, []);
        var gone = columns.Where(column => table.Find(column.Name) is null).ToList();
        var types = gone.Count == 0
            ? new Dictionary<uint, PgType>()
            : await _types.LoadAsync(gone.Select(column => column.Type), cancellationToken);
        return new Relation(
            table,
            [.. columns.Select(column => table.Find(column.Name) ?? new Column(
                column.Name,
                types.GetValueOrDefault(column.Type, PgType.Unknown),
                IsKey: false,
                new HashSet<string>(0)))]);
    }

    /// <summary>Another text once anything has changed that a table is read from. Null where it is gone.</summary>
    /// <param name="oid">The table.</param>
    /// <param name="functions">Oids of functions that count as part of it.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<string?> VersionAsync(uint oid, IEnumerable<uint> functions, CancellationToken cancellationToken)
    {
        var versions = await catalog.QueryAsync(
            CatalogQueries.Version, reader => reader.GetString(0), cancellationToken, oid, Roles, functions.Order().ToArray());
        return versions is [var version] ? version : null;
    }

    private async Task<Table?> LoadAsync(uint oid, CancellationToken cancellationToken)
    {
        var rows = await catalog.QueryAsync(
            CatalogQueries.Columns,
            reader => (
                Schema: reader.GetString(0),
                Table: reader.GetString(1),
                HasPolicies: reader.GetBoolean(2),
                Name: reader.GetString(3),
                Type: reader.GetFieldValue<uint>(4),
                IsKey: reader.GetBoolean(5),
                Readers: reader.GetFieldValue<string[]>(6)),
            cancellationToken,
            oid, Roles);
        if (rows.Count == 0)
        {
            return null;
        }

        var types = await _types.LoadAsync(rows.Select(row => row.Type), cancellationToken);
        var table = new Table(oid, rows[0].Schema, rows[0].Table, rows[0].HasPolicies,
        [
            .. rows.Select(row => new Column(
                row.Name,
                types.GetValueOrDefault(row.Type, PgType.Unknown),
                row.IsKey,
                row.Readers.ToHashSet(StringComparer.Ordinal))),
        ]);
        _tables[(table.Schema, table.Name)] = (table, time.GetTimestamp());
        return table;
    }
}
