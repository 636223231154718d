using System.Buffers;
using System.Text.Json;
using PortalChat.Rest.Errors;

namespace PortalChat.Rest.Responses;

/// <summary>An error as the JSON object with <c>code</c>, <c>details</c>, <c>hint</c> and <c>message</c>.</summary>
internal static class ErrorResponse
{
    public static RestResponse From(RestError error) => new()
    {
        Status = error.Status,
        Reason = error.Reason,
        ContentType = "application/json; charset=utf-8",
        Headers = [new("Proxy-Status", $"PostgREST; error={error.Code}"), .. error.Headers],
        Body = Body(error),
    };

    public static ReadOnlyMemory<byte> Body(RestError error)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, JsonStyle.Readable);
        json.WriteStartObject();
        json.WriteString("code", error.Code);
        json.WritePropertyName("details");
        if (error.DetailsJson is { } details)
            json.WriteRawValue(details);
        else
            json.WriteStringValue(error.Details);
        json.WriteString("hint", error.Hint);
        json.WriteString("message", error.Message);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
