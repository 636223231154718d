using Microsoft.AspNetCore.Http;

namespace PortalChat.Auth.Embedded.Http;

/// <summary>
/// Leads on to an address that holds a session or a code. ASP.NET Core's own redirect logs where it leads; this does not.
/// </summary>
internal sealed class RedirectAnswer(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = address;
        response.Headers.CacheControl = "no-store";

        // The link's own token stands in this address: the next page's server need not hear of it.
        response.Headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    }
}
