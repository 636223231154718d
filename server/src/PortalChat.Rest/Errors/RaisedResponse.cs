using System.Text.Json;

namespace PortalChat.Rest.Errors;

/// <summary>
/// <c>raise sqlstate 'PGRST'</c>: a function writes the whole response, its message being the body and its detail the
/// status and the headers, both as JSON.
/// </summary>
internal static class RaisedResponse
{
    private const string Unreadable = "Could not parse JSON in the \"RAISE SQLSTATE 'PGRST'\" error";

    public static RestError Read(string message, string? detail)
    {
        if (ReadBody(message) is not { } body)
        {
            return new RestError(500, "PGRST121", Unreadable)
            {
                Details = $"Invalid JSON value for MESSAGE: '{message}'",
                Hint = "MESSAGE must be a JSON object with obligatory keys: 'code', 'message' and optional keys: 'details', 'hint'.",
            };
        }

        if (detail is null || ReadShape(detail) is not { } shape)
        {
            return new RestError(500, "PGRST121", Unreadable)
            {
                Details = detail is null
                    ? "DETAIL is missing in the RAISE statement"
                    : $"Invalid JSON value for DETAIL: '{detail}'",
                Hint = "DETAIL must be a JSON object with obligatory keys: 'status', 'headers' and optional key: 'status_text'.",
            };
        }

        return body with { Status = shape.Status, Reason = shape.Reason, Headers = shape.Headers };
    }

    private static RestError? ReadBody(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && Text(root, "code") is { } code && Text(root, "message") is { } text)
                return new RestError(500, code, text) { Details = Text(root, "details"), Hint = Text(root, "hint") };
        }
        catch (JsonException)
        {
            // Answered below, together with JSON of another shape.
        }

        return null;
    }

    private static Shape? ReadShape(string detail)
    {
        try
        {
            using var document = JsonDocument.Parse(detail);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("status", out var status)
                || !status.TryGetInt32(out var number)
                || number is < 200 or > 599
                || !root.TryGetProperty("headers", out var headers)
                || headers.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var pairs = headers.EnumerateObject()
                .Where(header => header.Value.ValueKind == JsonValueKind.String)
                .Select(header => new KeyValuePair<string, string>(header.Name, header.Value.GetString()!));
            return new Shape(number, Text(root, "status_text"), [.. pairs]);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed record Shape(int Status, string? Reason, IReadOnlyList<KeyValuePair<string, string>> Headers);
}
