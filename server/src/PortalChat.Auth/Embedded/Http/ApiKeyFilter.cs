using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Callers;

namespace PortalChat.Auth.Embedded.Http;

/// <summary>
/// No API key, no answer. The refusal has the shape of Supabase's gateway, which stands before Supabase Auth.
/// </summary>
internal sealed class ApiKeyFilter(CallerResolver callers) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        return await callers.RefuseApiKeyAsync(request, context.HttpContext.RequestAborted) is { } refusal
            ? new JsonResult(StatusCodes.Status401Unauthorized, json => Write(json, refusal.Message))
            : await next(context);
    }

    private static void Write(Utf8JsonWriter json, string message)
    {
        json.WriteStartObject();
        json.WriteString("message", message);
        json.WriteString("hint", "Send one of the project's API keys as the `apikey` request header or url param.");
        json.WriteEndObject();
    }
}
