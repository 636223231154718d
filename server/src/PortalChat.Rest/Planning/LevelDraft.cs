using PortalChat.Rest.Errors;
using PortalChat.Rest.Exposure;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Planning;

/// <summary>A level while its parts are being collected from the parameters.</summary>
internal sealed class LevelDraft(RowShape shape, SelectItem.Embed? item, Relationship? way)
{
    public RowShape Shape { get; } = shape;

    public SelectItem.Embed? Item { get; } = item;

    public Relationship? Way { get; } = way;

    public List<SelectItem> Own { get; } = [];

    public List<LevelDraft> Children { get; } = [];

    public List<LogicTree> Conditions { get; } = [];

    public List<OrderTerm> Order { get; } = [];

    public RowRange Range { get; set; } = RowRange.All;

    public LevelDraft Descend(EmbedPath path)
    {
        var level = this;
        foreach (var segment in path.Segments)
            level = level.FindChild(segment) ?? throw RequestErrors.NotEmbedded(segment);
        return level;
    }

    public LevelDraft? FindChild(string name) =>
        Children.Find(child => child.Item!.Alias == name) ?? Children.Find(child => child.Item!.Relation == name);
}
