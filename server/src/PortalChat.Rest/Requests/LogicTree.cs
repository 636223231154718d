namespace PortalChat.Rest.Requests;

/// <summary>A condition as the request wrote it.</summary>
internal abstract record LogicTree
{
    private LogicTree()
    {
    }

    public sealed record Leaf(FieldPath Field, bool IsNegated, FilterTest Test) : LogicTree;

    public sealed record Group(bool IsNegated, bool IsAnd, IReadOnlyList<LogicTree> Members) : LogicTree;
}
