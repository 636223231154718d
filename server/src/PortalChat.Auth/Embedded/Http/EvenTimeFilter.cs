using Microsoft.AspNetCore.Http;

namespace PortalChat.Auth.Embedded.Http;

/// <summary>
/// Answers no sooner than <see cref="EmbeddedAuthOptions.MailAnswerTime"/>: finding an account, storing a token and
/// writing a mail takes longer than finding none.
/// </summary>
internal sealed class EvenTimeFilter(EmbeddedAuthOptions options, TimeProvider timeProvider) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var floor = Task.Delay(options.MailAnswerTime, timeProvider, context.HttpContext.RequestAborted);
        var answer = await next(context);
        await floor;
        return answer;
    }
}
