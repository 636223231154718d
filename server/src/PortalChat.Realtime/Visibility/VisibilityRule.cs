namespace PortalChat.Realtime.Visibility;

/// <summary>How it is found out whether a role's viewers may see a row of a table.</summary>
internal abstract record VisibilityRule
{
    /// <summary>The table has no row-level security, or the role passes it by.</summary>
    public sealed record Open : VisibilityRule;

    /// <summary>By asking Postgres for the row itself, every time: the policies may read anything.</summary>
    public sealed record Asked : VisibilityRule;

    /// <summary>
    /// The policies read nothing but claims and some of the row's columns. So they can be asked with the values that
    /// the row was committed with, and the answer holds for every row with these values.
    /// </summary>
    /// <param name="Table">As it stands in the policies.</param>
    /// <param name="Columns">Those that the policies read.</param>
    /// <param name="Condition">All policies together, as SQL over these columns.</param>
    /// <param name="IsMonotone">True with nulls for the columns means true for every row.</param>
    public sealed record Remembered(
        string Table,
        IReadOnlyList<PolicyColumn> Columns,
        string Condition,
        bool IsMonotone) : VisibilityRule
    {
        /// <summary>Each its own, even where two tables have the same policies.</summary>
        public bool Equals(Remembered? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }

    public static VisibilityRule Ask { get; } = new Asked();

    public static VisibilityRule All { get; } = new Open();
}

/// <param name="Name">As it is, not quoted.</param>
/// <param name="SqlType">Its type as SQL writes it, with its schema.</param>
internal sealed record PolicyColumn(string Name, string SqlType);
