using System.Globalization;
using System.Text.Json;
using PortalChat.Rest.Errors;

namespace PortalChat.Rest.Responses;

/// <summary>What functions say about the response through <c>response.status</c> and <c>response.headers</c>.</summary>
internal static class ResponseOverrides
{
    public static RestResponse Apply(RestResponse response, StatementResult result)
    {
        if (result.Status is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < 200 or > 599)
                throw RequestErrors.ResponseStatus();
            response = response with { Status = status };
        }

        return result.Headers is { } headers ? Merge(response, ReadHeaders(headers)) : response;
    }

    private static RestResponse Merge(RestResponse response, List<KeyValuePair<string, string>> chosen)
    {
        var contentType = chosen.FindLast(header => IsContentType(header.Key)).Value ?? response.ContentType;
        chosen.RemoveAll(header => IsContentType(header.Key));
        var kept = response.Headers.Where(own => !chosen.Exists(other =>
            string.Equals(own.Key, other.Key, StringComparison.OrdinalIgnoreCase)));
        return response with { ContentType = contentType, Headers = [.. kept, .. chosen] };
    }

    private static bool IsContentType(string name) => string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase);

    private static List<KeyValuePair<string, string>> ReadHeaders(string text)
    {
        var headers = new List<KeyValuePair<string, string>>();
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var entry in document.RootElement.EnumerateArray())
            {
                var pairs = entry.EnumerateObject().ToList();
                if (pairs is not [var pair] || pair.Value.ValueKind != JsonValueKind.String)
                    throw RequestErrors.ResponseHeaders();
                var value = pair.Value.GetString()!;
                if (!IsHeaderName(pair.Name) || value.Any(char.IsControl) || !value.All(char.IsAscii))
                    throw RequestErrors.ResponseHeaders();
                headers.Add(new(pair.Name, value));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw RequestErrors.ResponseHeaders();
        }

        return headers;
    }

    private static bool IsHeaderName(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
