using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Sql;

/// <summary>What a statement shall return beside the rows it is about.</summary>
internal sealed record ResultShape
{
    public BodyKind Body { get; init; } = BodyKind.Array;

    /// <summary>The rows are a function's plain values.</summary>
    public bool IsScalar { get; init; }

    public bool StripNulls { get; init; }

    public CountKind? Count { get; init; }

    /// <summary>With <see cref="CountKind.Estimated"/>: count no further than this.</summary>
    public int CountUpTo { get; init; }

    /// <summary>Refuses a write whose result is not exactly one row.</summary>
    public bool IsGuardedSingle { get; init; }

    /// <summary>Refuses a write that touches more rows.</summary>
    public long? MaxAffected { get; init; }

    /// <summary>What a write returns to be read from: null for all columns.</summary>
    public IReadOnlyList<string>? Returning { get; init; } = [];

    /// <summary>The key columns for the <c>Location</c> header.</summary>
    public IReadOnlyList<string> LocationKey { get; init; } = [];

    /// <summary>An insert that may merge: tells how many rows are new.</summary>
    public bool CountsInserted { get; init; }
}

internal enum BodyKind
{
    None,
    Array,

    /// <summary>The first row, or <c>null</c>.</summary>
    First,

    Csv,
}

/// <summary>The columns of the one row that every statement returns.</summary>
internal static class ResultColumn
{
    public const int Total = 0;
    public const int Rows = 1;
    public const int Headers = 2;
    public const int Status = 3;
    public const int Inserted = 4;
    public const int Location = 5;
    public const int Body = 6;
}
