using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PortalChat.Host.Tests.Contract.Support;

/// <summary>What the server answered: the status, and the body as JSON.</summary>
public sealed record RestAnswer(HttpStatusCode Status, JsonNode? Body)
{
    public bool IsOk => (int)Status is >= 200 and < 300;

    /// <summary>The <c>code</c> of an error; empty where it is none.</summary>
    public string Code => Text("code");

    public string Message => Text("message");

    public string Hint => Text("hint");

    /// <summary>The rows of a table's answer; a function's row is one.</summary>
    public IReadOnlyList<JsonObject> Rows => Body switch
    {
        JsonArray rows => [.. rows.Select(row => row!.AsObject())],
        JsonObject row when IsOk => [row],
        _ => [],
    };

    /// <summary>The only row.</summary>
    public JsonObject Row
    {
        get
        {
            Assert.True(IsOk, $"{(int)Status} {Body?.ToJsonString()}");
            return Assert.Single(Rows);
        }
    }

    public static async Task<RestAnswer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return new RestAnswer(response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>As a table of expectations writes it: <c>403 42501</c>, or the status alone.</summary>
    public override string ToString() => Code == "" ? $"{(int)Status}" : $"{(int)Status} {Code}";

    private string Text(string name) =>
        !IsOk && Body is JsonObject error && error[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : "";
}
