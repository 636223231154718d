using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Http;

namespace PortalChat.Auth.Embedded.Errors;

/// <summary>
/// Writes a refusal in the shape that the client asked for by its <c>X-Supabase-Api-Version</c>: since 2024-01-01
/// <c>{code, message}</c>, else the older <c>{code: status, error_code, msg}</c>.
/// </summary>
internal sealed class ErrorResult(AuthError error) : IResult
{
    private const string VersionHeader = "X-Supabase-Api-Version";
    private const string ErrorCodeHeader = "X-Sb-Error-Code";
    private const string CurrentVersion = "2024-01-01";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        var isCurrent = AsksForCurrent(httpContext.Request);
        headers[ErrorCodeHeader] = error.Code;
        if (isCurrent)
        {
            // The client reads the code only where the version comes back.
            headers[VersionHeader] = CurrentVersion;
        }

        if (error.RetryAfter is { } wait)
        {
            headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return JsonResult.WriteAsync(httpContext, error.Status, json => Write(json, isCurrent));
    }

    private static bool AsksForCurrent(HttpRequest request) =>
        DateOnly.TryParseExact(
            request.Headers[VersionHeader].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var version)
        && version >= new DateOnly(2024, 1, 1);

    private void Write(Utf8JsonWriter json, bool isCurrent)
    {
        json.WriteStartObject();
        if (isCurrent)
        {
            json.WriteString("code", error.Code);
            json.WriteString("message", error.Message);
        }
        else
        {
            json.WriteNumber("code", error.Status);
            json.WriteString("error_code", error.Code);
            json.WriteString("msg", error.Message);
        }

        if (error.WeakPasswordReasons.Count > 0)
        {
            json.WriteStartObject("weak_password");
            json.WriteStartArray("reasons");
            foreach (var reason in error.WeakPasswordReasons)
            {
                json.WriteStringValue(reason);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
