using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PortalChat.Realtime.Http;

/// <summary>Upstream's error bodies: <c>{"error":"…"}</c>.</summary>
internal static class Errors
{
    public static async Task WriteAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(new ErrorBody(message), RealtimeJson.Default.ErrorBody),
            context.RequestAborted);
    }
}
