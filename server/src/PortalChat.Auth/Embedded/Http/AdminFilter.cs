using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;

namespace PortalChat.Auth.Embedded.Http;

internal sealed class AdminFilter(Bearers bearers) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await bearers.RefuseAdminAsync(context.HttpContext) is { } refusal
            ? new ErrorResult(refusal)
            : await next(context);
}
