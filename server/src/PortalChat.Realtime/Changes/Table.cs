using System.Collections.Frozen;

namespace PortalChat.Realtime.Changes;

/// <summary>A column of a table, with who may read it.</summary>
/// <param name="Name">As it is, not quoted.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsKey">Part of the primary key.</param>
/// <param name="Readers">Roles with the SELECT privilege on it (and USAGE on the schema).</param>
internal sealed record Column(string Name, PgType Type, bool IsKey, IReadOnlySet<string> Readers);

/// <summary>
/// A table as the catalog has it. An immutable snapshot; a change of the table, its grants or its policies makes
/// Postgres announce the relation anew, and a new snapshot is taken.
/// </summary>
internal sealed record Table(uint Id, string Schema, string Name, bool HasPolicies, IReadOnlyList<Column> Columns)
{
    private readonly FrozenSet<string> _keyReaders = Columns
        .SelectMany(column => column.Readers)
        .Where(role => Columns.All(column => !column.IsKey || column.Readers.Contains(role)))
        .ToFrozenSet(StringComparer.Ordinal);

    public bool HasKey { get; } = Columns.Any(column => column.IsKey);

    public Column? Find(string column) => Columns.FirstOrDefault(candidate => candidate.Name == column);

    /// <summary>Whether the role may read the key, without which no row can be shown to it.</summary>
    public bool ShowsKeyTo(string role) => _keyReaders.Contains(role);
}
