namespace PortalChat.Rest.Requests;

/// <summary>Which rows of a result are wanted.</summary>
internal sealed record RowRange(long Offset, long? Limit)
{
    public static RowRange All { get; } = new(0, null);

    public bool IsAll => Offset == 0 && Limit is null;

    public RowRange AtMost(long rows) => this with { Limit = Math.Min(Limit ?? rows, rows) };
}
