using System.Text.Json;
using PortalChat.Database.Catalog;
using PortalChat.Database.Sessions;
using PortalChat.Rest.Planning;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Endpoints;

/// <summary>Which writes may share a transaction: small ones, to what the options list.</summary>
internal static class Sharing
{
    /// <summary>A message of 4000 characters has room in it. What is larger would hold up those that share with it.</summary>
    private const int MostBytes = 16 * 1024;

    /// <summary>The session for an insert.</summary>
    public static SessionSettings Session(RestRequest request, QualifiedName table, Payload payload) =>
        payload.Rows == 1 && payload.Json.Length <= MostBytes && KeyOf(request, table) is { } key
            ? Share(request, Find(payload.Json.Span, key))
            : request.Session;

    /// <summary>The session for a call.</summary>
    public static SessionSettings Session(RestRequest request, CallPlan call) =>
        request.Http.Request.ContentLength <= MostBytes && KeyOf(request, call.Function.Name) is { } key
            ? Share(request, Find(call.Arguments, key))
            : request.Session;

    private static string? KeyOf(RestRequest request, QualifiedName target)
    {
        foreach (var name in request.Options.Names(target))
        {
            if (request.Options.SharedWrites.TryGetValue(name, out var key))
                return key;
        }

        return null;
    }

    private static SessionSettings Share(RestRequest request, Guid? key) =>
        request.Session with { SharesAs = key ?? request.Caller.Subject };

    private static Guid? Find(IReadOnlyList<CallArgument> arguments, string key) =>
        arguments.OfType<CallArgument.Text>().FirstOrDefault(argument => argument.Parameter.Name == key) is { } found
        && Guid.TryParse(found.Value, out var id)
            ? id
            : null;

    /// <summary>The uuid under that key in the one object, whether that stands in an array or not.</summary>
    private static Guid? Find(ReadOnlySpan<byte> json, string key)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isIt = reader.ValueTextEquals(key);
            reader.Read();
            if (isIt)
                return reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id) ? id : null;
            reader.Skip();
        }

        return null;
    }
}
