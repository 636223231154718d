using System.Text.Json;

namespace PortalChat.Rest.Responses;

/// <summary>Where a new row can be read: <c>/chat_messages?id=eq.5</c>.</summary>
internal static class LocationHeader
{
    /// <param name="table">Its name.</param>
    /// <param name="key">The key columns as a JSON object.</param>
    public static string Of(string table, string key)
    {
        using var document = JsonDocument.Parse(key);
        var filters = document.RootElement.EnumerateObject().Select(column =>
            Uri.EscapeDataString(column.Name) + "=" + (column.Value.ValueKind == JsonValueKind.Null
                ? "is.null"
                : Uri.EscapeDataString("eq." + column.Value)));
        return $"/{Uri.EscapeDataString(table)}?{string.Join('&', filters)}";
    }
}
