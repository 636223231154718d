using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Wal;

namespace PortalChat.Realtime.Changes;

/// <param name="Ids">One for each binding asked for, whether or not it can work.</param>
/// <param name="Bindings">Empty where there is trouble.</param>
/// <param name="Trouble">What to tell the client, or null.</param>
/// <param name="NeedsUser">
/// The trouble is that nobody has signed in. The official client joins with the public key when it is quicker than its
/// own session, and never corrects that; refused, it joins again with the user's token.
/// </param>
internal sealed record ResolvedBindings(
    int[] Ids,
    IReadOnlyList<ChangeBinding> Bindings,
    string? Trouble,
    bool NeedsUser = false);

/// <summary>
/// Checks change bindings against the database: the table is published, the columns are there and may be read, the
/// filter's values are of the columns' types. One that does not do spoils them all, as upstream has it.
/// </summary>
internal sealed class BindingResolver(RealtimeOptions options, TableCatalog tables, RealtimeSessions sessions)
{
    public async ValueTask<ResolvedBindings> ResolveAsync(
        Viewer viewer,
        IReadOnlyList<RequestedBinding> requested,
        CancellationToken cancellationToken)
    {
        if (requested.Count == 0)
        {
            return new ResolvedBindings([], [], null);
        }

        var ids = BindingEcho.Ids(requested);
        if (requested.Count > options.MaxBindingsPerChannel)
        {
            return new ResolvedBindings(ids, [], $"At most {options.MaxBindingsPerChannel} bindings on one channel");
        }

        var bindings = new ChangeBinding[requested.Count];
        for (var index = 0; index < requested.Count; index++)
        {
            try
            {
                bindings[index] = await ResolveAsync(viewer, requested[index], ids[index], cancellationToken);
            }
            catch (BindingException exception)
            {
                return new ResolvedBindings(ids, [], exception.Message, exception.NeedsUser);
            }
        }

        return new ResolvedBindings(ids, bindings, null);
    }

    private async Task<ChangeBinding> ResolveAsync(
        Viewer viewer,
        RequestedBinding requested,
        int id,
        CancellationToken cancellationToken)
    {
        var binding = new ChangeBinding
        {
            Id = id,
            Kind = requested.Event.ToUpperInvariant() switch
            {
                "*" => null,
                "INSERT" => ChangeKind.Insert,
                "UPDATE" => ChangeKind.Update,
                "DELETE" => ChangeKind.Delete,
                _ => throw Unable(requested, "the event must be INSERT, UPDATE, DELETE or *"),
            },
            Schema = requested.Schema == "*" ? null : requested.Schema,
            Table = requested.Table == "*" ? null : requested.Table,
            Select = requested.Select,
        };

        if (binding.Schema is null || binding.Table is null)
        {
            if (requested.Filter is not null || requested.Select is not null)
            {
                throw Unable(requested, "a filter or a selection needs a schema and a table");
            }

            return binding.Table is not null || await tables.PublishesAnyAsync(binding.Schema, cancellationToken)
                ? binding
                : throw Unable(requested, null);
        }

        var terms = Parse(requested);
        var table = await FindAsync(requested, binding, terms, cancellationToken);
        var role = viewer.Role;
        if (table.HasPolicies && !table.HasKey)
        {
            throw Unable(requested, "the table has policies and no primary key");
        }

        if (!table.ShowsKeyTo(role))
        {
            throw Unable(requested, $"role {role} may not select from the table", needsUser: role == PostgresRoles.Anon);
        }

        foreach (var name in requested.Select ?? [])
        {
            Readable(table, name, role, requested);
        }

        var predicates = new RowPredicate[terms.Count];
        for (var index = 0; index < predicates.Length; index++)
        {
            var column = Readable(table, terms[index].Column, role, requested);
            predicates[index] = await PrepareAsync(viewer, requested, terms[index], column, cancellationToken);
        }

        // The catalog's names rather than the client's: all sockets share them.
        return binding with { Schema = table.Schema, Table = table.Name, Predicates = predicates };
    }

    private static IReadOnlyList<FilterTerm> Parse(RequestedBinding requested)
    {
        if (requested.Filter is null)
        {
            return [];
        }

        return FilterParser.TryParse(requested.Filter, out var terms)
            ? terms
            : throw new BindingException($"Error parsing `filter` params: [\"{requested.Filter}\"]");
    }

    /// <summary>The kept snapshot may be older than a column that was added since: then the catalog is asked again.</summary>
    private async Task<Table> FindAsync(
        RequestedBinding requested,
        ChangeBinding binding,
        IReadOnlyList<FilterTerm> terms,
        CancellationToken cancellationToken)
    {
        var table = await tables.FindAsync(binding.Schema!, binding.Table!, cancellationToken);
        var named = terms.Select(term => term.Column).Concat(requested.Select ?? []);
        if (table is not null && named.Any(name => table.Find(name) is null))
        {
            table = await tables.ReloadAsync(binding.Schema!, binding.Table!, cancellationToken);
        }

        return table ?? throw Unable(requested, null);
    }

    private static Column Readable(Table table, string name, string role, RequestedBinding requested) =>
        table.Find(name) is { } column && column.Readers.Contains(role)
            ? column
            : throw Unable(requested, $"invalid column {name}");

    private async Task<RowPredicate> PrepareAsync(
        Viewer viewer,
        RequestedBinding requested,
        FilterTerm term,
        Column column,
        CancellationToken cancellationToken)
    {
        try
        {
            var values = term.HasTypedValues
                ? await CanonicalAsync(viewer, column.Type, term.Values, cancellationToken)
                : term.Values;
            return RowPredicate.Create(term, column, values);
        }
        catch (PostgresException exception)
        {
            throw Unable(requested, exception.MessageText);
        }
        catch (UnaskableException exception)
        {
            throw Unable(requested, exception.Message);
        }
    }

    /// <summary>The values as Postgres writes values of this type, which is how the log will give them.</summary>
    private async ValueTask<IReadOnlyList<string>> CanonicalAsync(
        Viewer viewer,
        PgType type,
        IReadOnlyList<string> values,
        CancellationToken cancellationToken)
    {
        // Nearly every filter in a chat: a uuid or plain text, which needs no question.
        if (type.Name is "text" || (type.Name is "uuid" && values.All(value => Guid.TryParseExact(value, "D", out _))))
        {
            return type.Name is "text" ? values : [.. values.Select(value => value.ToLowerInvariant())];
        }

        // format() writes with the type's output function, as the log does; a cast to text differs for some types.
        var command = new NpgsqlBatchCommand(
            $"select array(select format('%s', value::{type.SqlName}) from unnest($1) with ordinality as given (value, n) order by n)")
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. values] } },
        };
        return await sessions.Joins.RunAsync(
            viewer.ToCaller(),
            SessionSettings.Default with { ReadOnly = true, TimeZone = "UTC" },
            command,
            static async (reader, cancellation) =>
            {
                await reader.ReadAsync(cancellation);
                return await reader.GetFieldValueAsync<string[]>(0, cancellation);
            },
            cancellationToken);
    }

    private static BindingException Unable(RequestedBinding requested, string? why, bool needsUser = false) => new(
        "Unable to subscribe to changes with given parameters. "
        + "Please check Realtime is enabled for the given connect parameters: "
        + $"[event: {requested.Event}, schema: {requested.Schema}, table: {requested.Table}, "
        + $"filters: [{requested.Filter}]]{(why is null ? "" : $": {why}")}",
        needsUser);

    /// <summary>Carries the message for the client to the one place that tells it.</summary>
    private sealed class BindingException(string message, bool needsUser = false) : Exception(message)
    {
        public bool NeedsUser { get; } = needsUser;
    }
}
