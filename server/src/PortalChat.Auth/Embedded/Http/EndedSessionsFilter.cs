using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Sessions;

namespace PortalChat.Auth.Embedded.Http;

/// <summary>
/// For endpoints that end sessions: when they answer, this server refuses those sessions' tokens. Without it that would
/// begin when the notification arrives, as it does on the other servers; shortly, but after the answer.
/// </summary>
internal sealed class EndedSessionsFilter(EndedSessionsReader ended) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        await ended.ReadLatestAsync(context.HttpContext.RequestAborted);
        return answer;
    }
}
