using System.Text.Json;

namespace PortalChat.Rest.Tests.Serving;

/// <summary>A response, read whole.</summary>
public sealed record Answer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? Code => Json.GetProperty("code").GetString();

    public string? Hint => Json.GetProperty("hint").GetString();

    public string? Message => Json.GetProperty("message").GetString();

    public string? Details => Json.GetProperty("details").GetString();

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>One property of every row, joined by spaces.</summary>
    public string Values(string property) => string.Join(' ', Json.EnumerateArray().Select(row => row.GetProperty(property).ToString()));

    /// <summary>The JSON without the white space that Postgres puts between rows.</summary>
    public string Compact => JsonSerializer.Serialize(Json);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }
}
