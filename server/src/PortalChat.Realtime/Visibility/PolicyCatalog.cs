using System.Collections.Concurrent;
using PortalChat.Auth.Callers;
using PortalChat.Realtime.Wal;

namespace PortalChat.Realtime.Visibility;

/// <summary>The rule of each role for a table, from its policies as the catalog has them.</summary>
internal sealed class PolicyCatalog(CatalogConnection catalog)
{
    /// <summary>$1 oid of the table, $2 roles: those that row-level security does not concern.</summary>
    private const string Bypassing =
        """
        select r.rolname::text
        from pg_catalog.pg_roles r, pg_catalog.pg_class c
        where c.oid = $1 and r.rolname = any ($2) and (
          not c.relrowsecurity or r.rolbypassrls or r.rolsuper
          or (not c.relforcerowsecurity and pg_has_role(r.oid, c.relowner, 'USAGE')))
        """;

    /// <summary>$1 oid of the table, $2 roles: its policies for reading, each with the roles that it is for.</summary>
    private const string Policies =
        """
        select p.polpermissive, coalesce(p.polqual::text, ''), coalesce(pg_get_expr(p.polqual, p.polrelid), 'true'),
          array(
            select r.rolname::text
            from pg_catalog.pg_roles r
            where r.rolname = any ($2) and exists (
              select from unnest(p.polroles) given (oid)
              where given.oid = 0 or pg_has_role(r.oid, nullif(given.oid, 0), 'USAGE')))
        from pg_catalog.pg_policy p
        where p.polrelid = $1 and p.polcmd in ('r', '*')
        order by p.polname
        """;

    /// <summary>$1 oid of the table.</summary>
    private const string Columns =
        """
        select a.attnum::int, a.attname::text, format_type(a.atttypid, a.atttypmod)
        from pg_catalog.pg_attribute a
        where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
        """;

    private static readonly string[] Roles =
        [PostgresRoles.Anon, PostgresRoles.Authenticated, PostgresRoles.ServiceRole];

    private readonly PolicyFunctions _functions = new(catalog);
    private readonly ConcurrentDictionary<uint, Known> _tables = new();
    private readonly ConcurrentDictionary<uint, uint> _called = new();
    private int _version;

    /// <summary>Another one after every change of a rule.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Oids of the functions that the policies of all tables call, as far as they were looked at.</summary>
    public IEnumerable<uint> Functions => _called.Keys;

    public VisibilityRule RuleFor(uint table, string role) =>
        _tables.TryGetValue(table, out var known) && known.Rules.TryGetValue(role, out var rule) ? rule : VisibilityRule.Ask;

    /// <summary>
    /// Reads the policies of a table anew. Where they are what they were, all that is remembered of them stays: Postgres
    /// announces a table again after every vacuum, and forgetting then would have every viewer asked about at once.
    /// </summary>
    /// <param name="oid">The table.</param>
    /// <param name="name">As policies refer to it.</param>
    /// <param name="cancellationToken">Cancels the queries.</param>
    public async Task LoadAsync(uint oid, string name, CancellationToken cancellationToken)
    {
        var bypassing = await catalog.QueryAsync(Bypassing, reader => reader.GetString(0), cancellationToken, oid, Roles);
        var columns = await catalog.QueryAsync(
            Columns,
            reader => (Number: reader.GetInt32(0), Column: new PolicyColumn(reader.GetString(1), reader.GetString(2))),
            cancellationToken,
            oid);
        var policies = await catalog.QueryAsync(
            Policies,
            reader => new Policy(
                reader.GetBoolean(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetFieldValue<string[]>(3)),
            cancellationToken,
            oid, Roles);

        var byNumber = columns.ToDictionary(column => column.Number, column => column.Column);
        var rules = new Dictionary<string, VisibilityRule>(StringComparer.Ordinal);
        var called = new SortedDictionary<uint, uint>();
        foreach (var role in Roles)
        {
            rules[role] = bypassing.Contains(role)
                ? VisibilityRule.All
                : await RuleAsync(name, byNumber, policies.FindAll(policy => policy.Roles.Contains(role)), called, cancellationToken);
        }

        var content = string.Join(
            '\n',
            [
                .. bypassing.Order(StringComparer.Ordinal),
                .. columns.OrderBy(column => column.Number).Select(column => $"{column.Number} {column.Column}"),
                .. policies.Select(policy => policy.Content),
                .. called.Select(function => $"{function.Key} {function.Value}"),
            ]);
        if (!_tables.TryGetValue(oid, out var known) || known.Name != name || known.Content != content)
        {
            _tables[oid] = new Known(name, content, rules);
            Interlocked.Increment(ref _version);
        }
    }

    /// <summary>
    /// Reads all policies anew when a function that they call has been replaced: of altered policies the log tells, of
    /// functions it does not.
    /// </summary>
    public async Task CheckFunctionsAsync(CancellationToken cancellationToken)
    {
        var called = _called.ToDictionary();
        if (await _functions.AreUnchangedAsync(called, cancellationToken))
        {
            return;
        }

        _called.Clear();
        foreach (var (oid, known) in _tables)
        {
            await LoadAsync(oid, known.Name, cancellationToken);
        }
    }

    private async Task<VisibilityRule> RuleAsync(
        string table,
        Dictionary<int, PolicyColumn> columns,
        List<Policy> policies,
        SortedDictionary<uint, uint> looked,
        CancellationToken cancellationToken)
    {
        var read = policies.SelectMany(policy => policy.Tree.Columns).Distinct().Order().ToList();
        if (!policies.TrueForAll(policy => policy.Tree.IsClosed) || !read.TrueForAll(columns.ContainsKey))
        {
            return VisibilityRule.Ask;
        }

        var called = policies.SelectMany(policy => policy.Tree.Functions).ToHashSet();
        var (areClosed, areStrict, functions) = await _functions.LookAtAsync(called, cancellationToken);
        foreach (var (function, version) in functions)
        {
            _called[function] = version;
            looked[function] = version;
        }

        return areClosed
            ? new VisibilityRule.Remembered(
                table,
                read.ConvertAll(number => columns[number]),
                Condition(policies),
                areStrict && policies.TrueForAll(policy => policy.Tree.IsMonotone))
            : VisibilityRule.Ask;
    }

    /// <summary>Any of the permissive ones, and all of the restrictive ones.</summary>
    private static string Condition(List<Policy> policies)
    {
        var permissive = policies.Where(policy => policy.IsPermissive).Select(policy => policy.Condition).ToList();
        var restrictive = policies.Where(policy => !policy.IsPermissive).Select(policy => $" and ({policy.Condition})");
        return $"({(permissive.Count > 0 ? string.Join(" or ", permissive) : "false")}){string.Concat(restrictive)}";
    }

    private sealed record Known(string Name, string Content, IReadOnlyDictionary<string, VisibilityRule> Rules);

    private sealed record Policy(bool IsPermissive, string Expression, string Condition, string[] Roles)
    {
        public PolicyTree Tree { get; } = PolicyTree.Read(Expression);

        public string Content => $"{IsPermissive} {Expression} {Condition} {string.Join(',', Roles)}";
    }
}
