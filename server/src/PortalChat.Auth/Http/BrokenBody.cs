using Microsoft.AspNetCore.Http;

namespace PortalChat.Auth.Http;

/// <summary>What it means for a request that its body cannot be read to its end.</summary>
public static class BrokenBody
{
    /// <returns>413 where it is longer than the server reads at all, else 400: not as long as was said, or the client has gone.</returns>
    public static int Status(HttpRequest request, IOException broken)
    {
        if (broken is BadHttpRequestException bad)
        {
            return bad.StatusCode;
        }

        // The connection broke. Kestrel notices that on another thread, and until then it would try to read away the
        // rest of the body, which fails and is logged as an error of the server.
        request.HttpContext.Abort();
        return StatusCodes.Status400BadRequest;
    }
}
