using PortalChat.Rest.Errors;

namespace PortalChat.Rest.Requests;

/// <summary>How the rows shall come back, negotiated from <c>Accept</c>.</summary>
internal sealed record Representation(BodyFormat Format, bool StripNulls = false, PlanRequest? Plan = null)
{
    private const string ArrayType = "application/vnd.pgrst.array+json";
    private const string ObjectType = "application/vnd.pgrst.object+json";
    private const string PlanType = "application/vnd.pgrst.plan";

    public string ContentType => this switch
    {
        { Plan: { AsJson: true } } => PlanType + "+json; charset=utf-8",
        { Plan: not null } => PlanType + "+text; charset=utf-8",
        { Format: BodyFormat.Csv } => "text/csv; charset=utf-8",
        { Format: BodyFormat.SingleObject, StripNulls: true } => ObjectType + ";nulls=stripped; charset=utf-8",
        { Format: BodyFormat.SingleObject } => ObjectType + "; charset=utf-8",
        { StripNulls: true } => ArrayType + ";nulls=stripped; charset=utf-8",
        _ => "application/json; charset=utf-8",
    };

    public bool IsSingle => Format == BodyFormat.SingleObject;

    /// <exception cref="RestException">Nothing that was asked for can be made.</exception>
    public static Representation Negotiate(string accept, bool allowPlan)
    {
        if (string.IsNullOrWhiteSpace(accept))
            return new Representation(BodyFormat.Json);
        foreach (var media in MediaRange.ParseList(accept))
        {
            if (TryMake(media, allowPlan) is { } made)
                return made;
        }

        throw RequestErrors.MediaType(accept);
    }

    private static Representation? TryMake(MediaRange media, bool allowPlan)
    {
        var strip = media.Parameter("nulls") == "stripped";
        switch (media.Type)
        {
            case "*/*" or "application/*" or "application/json" or "application/openapi+json":
                return new Representation(BodyFormat.Json);
            case ArrayType or "application/vnd.pgrst.array":
                return new Representation(BodyFormat.Json, strip);
            case ObjectType or "application/vnd.pgrst.object":
                return new Representation(BodyFormat.SingleObject, strip);
            case "text/csv":
                return new Representation(BodyFormat.Csv);
            case PlanType or PlanType + "+text" or PlanType + "+json" when allowPlan:
                var target = media.Parameter("for") is { } wanted && MediaRange.ParseList(wanted) is [var inner, ..]
                    ? TryMake(inner, allowPlan: false) ?? throw RequestErrors.MediaType(wanted)
                    : new Representation(BodyFormat.Json);
                return target with { Plan = PlanRequest.From(media, PlanType) };
            default:
                return null;
        }
    }
}

internal enum BodyFormat
{
    Json,
    SingleObject,
    Csv,
}

/// <summary>Asks how Postgres would run the statement instead of its result.</summary>
internal sealed record PlanRequest(bool AsJson, IReadOnlyList<string> Options)
{
    private static readonly string[] Known = ["analyze", "verbose", "settings", "buffers", "wal"];

    public static PlanRequest From(MediaRange media, string type)
    {
        var options = (media.Parameter("options") ?? "").Split('|', StringSplitOptions.TrimEntries);
        return new PlanRequest(media.Type == type + "+json", [.. Known.Intersect(options, StringComparer.Ordinal)]);
    }
}
