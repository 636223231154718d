using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PortalChat.Auth.Embedded.Http;

/// <summary>A JSON answer, written member by member; never stored by caches, since it is about one person.</summary>
internal sealed class JsonResult(int status, Action<Utf8JsonWriter> write) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, status, write);

    public static async Task WriteAsync(HttpContext httpContext, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        await using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = buffer.WrittenCount;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
    }
}
