using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PortalChat.Auth.Embedded.Endpoints;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;

namespace PortalChat.Auth.Embedded;

/// <summary>The map of <c>/auth/v1</c>.</summary>
internal static class EmbeddedAuthEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var options = endpoints.ServiceProvider.GetRequiredService<EmbeddedAuthOptions>();
        var auth = endpoints.MapGroup("/auth/v1").AddEndpointFilter<FailureFilter>();

        // No API key is needed to see whether the server lives and how it signs.
        auth.MapGet("/health", PublicEndpoints.Health);
        auth.MapGet("/.well-known/jwks.json", (PublicEndpoints endpoint, HttpResponse response) => endpoint.Jwks(response));

        auth.MapGet("/authorize", () => new ErrorResult(AuthErrors.ProviderDisabled));
        auth.MapMethods("/callback", ["GET", "POST"], AbsentEndpoints.OAuthCallback);
        auth.Map("/{**rest}", () => new ErrorResult(AuthErrors.NoSuchEndpoint));

        // A link in a mail is followed by a browser, which has no key either.
        auth.MapGet("/verify", (VerifyEndpoint endpoint, HttpContext context) => endpoint.GetAsync(context));

        var withKey = auth.MapGroup("").AddEndpointFilter<ApiKeyFilter>();
        withKey.MapGet("/settings", (PublicEndpoints endpoint) => endpoint.Settings());
        withKey.MapPost("/token", (TokenEndpoint endpoint, HttpContext context) => endpoint.HandleAsync(context));
        withKey.MapGet("/user", (UserEndpoint endpoint, HttpContext context) => endpoint.GetAsync(context));

        var endsSessions = withKey.MapGroup("").AddEndpointFilter<EndedSessionsFilter>();
        endsSessions.MapPost("/logout", (LogoutEndpoint endpoint, HttpContext context) => endpoint.HandleAsync(context));
        endsSessions.MapPut("/user", (UserEndpoint endpoint, HttpContext context) => endpoint.PutAsync(context));

        var asksForMail = withKey.MapGroup("").AddEndpointFilter<EvenTimeFilter>();
        asksForMail.MapPost("/recover", (MailEndpoints endpoint, HttpContext context) => endpoint.RecoverAsync(context));
        asksForMail.MapPost("/otp", (MailEndpoints endpoint, HttpContext context) => endpoint.OtpAsync(context));
        asksForMail.MapPost("/magiclink", (MailEndpoints endpoint, HttpContext context) => endpoint.OtpAsync(context));
        asksForMail.MapPost("/resend", (MailEndpoints endpoint, HttpContext context) => endpoint.ResendAsync(context));

        // With auto-confirm on sign-up says itself whether the address is taken.
        var signsUp = options.AutoConfirm ? withKey : asksForMail;
        signsUp.MapPost("/signup", (SignUpEndpoint endpoint, HttpContext context) => endpoint.HandleAsync(context));

        withKey.MapPost("/verify", (VerifyEndpoint endpoint, HttpContext context) => endpoint.PostAsync(context));

        withKey.MapGet("/reauthenticate", (Reauthentication endpoint, HttpContext context) => endpoint.SendAsync(context));

        withKey.Map("/sso/{**rest}", AbsentEndpoints.SingleSignOn);
        withKey.Map("/user/identities/{**rest}", (AbsentEndpoints endpoint, HttpContext context) => endpoint.IdentitiesAsync(context));
        withKey.MapPost("/factors", (AbsentEndpoints endpoint, HttpContext context) => endpoint.EnrollFactorAsync(context));
        withKey.Map("/factors/{id}/{**rest}", (AbsentEndpoints endpoint, HttpContext context, string id) => endpoint.FactorAsync(context, id));

        var admin = withKey.MapGroup("").AddEndpointFilter<AdminFilter>();
        admin.MapPost("/invite", (InviteEndpoint endpoint, HttpContext context) => endpoint.HandleAsync(context));
        admin.MapPost("/admin/generate_link", (GenerateLinkEndpoint endpoint, HttpContext context) => endpoint.HandleAsync(context));

        admin.MapGet("/admin/sso/providers", AbsentEndpoints.SingleSignOnProviders);
        admin.Map("/admin/sso/{**rest}", AbsentEndpoints.SingleSignOn);

        var users = admin.MapGroup("/admin/users");
        users.MapPost("", (AdminUsersEndpoint endpoint, HttpContext context) => endpoint.CreateAsync(context));
        users.MapGet("", (AdminUsersEndpoint endpoint, HttpContext context) => endpoint.ListAsync(context));
        users.MapGet("/{id}", (AdminUsersEndpoint endpoint, HttpContext context, string id) => endpoint.GetAsync(context, id));
        users.MapPut("/{id}", (AdminUsersEndpoint endpoint, HttpContext context, string id) => endpoint.UpdateAsync(context, id))
            .AddEndpointFilter<EndedSessionsFilter>();
        users.MapDelete("/{id}", (AdminUsersEndpoint endpoint, HttpContext context, string id) => endpoint.DeleteAsync(context, id))
            .AddEndpointFilter<EndedSessionsFilter>();
        users.MapGet("/{id}/factors", (AbsentEndpoints endpoint, HttpContext context, string id) => endpoint.FactorsOfUserAsync(context, id));
        users.Map("/{id}/factors/{factor}", (string factor) => AbsentEndpoints.FactorOfUser(factor));
    }
}
