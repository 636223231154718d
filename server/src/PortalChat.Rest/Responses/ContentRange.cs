namespace PortalChat.Rest.Responses;

/// <summary>The <c>Content-Range</c> header, and the status that follows from it.</summary>
internal static class ContentRange
{
    public static string Of(long first, long last, long? total)
    {
        var rows = last < first ? "*" : $"{first}-{last}";
        return $"{rows}/{(total is { } known ? known.ToString(System.Globalization.CultureInfo.InvariantCulture) : "*")}";
    }

    public static int Status(long offset, long rows, long? total) => total switch
    {
        null => 200,
        { } known when offset > known => 416,
        { } known when rows < known => 206,
        _ => 200,
    };
}
