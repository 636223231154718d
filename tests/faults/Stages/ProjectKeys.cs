using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace PortalChat.Faults.Tests.Stages;

/// <summary>The part of a Supabase project that publishes which keys count.</summary>
internal sealed class ProjectKeys : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile IReadOnlyList<SigningCredentials> _published = [];

    private ProjectKeys(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>How often they were asked for.</summary>
    public int Reads { get; private set; }

    public static async Task<ProjectKeys> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var keys = new ProjectKeys(builder.Build());
        keys._app.MapGet("/auth/v1/.well-known/jwks.json", keys.Answer);
        await keys._app.StartAsync();
        return keys;
    }

    public static SigningCredentials NewKey() => new(
        new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString() },
        SecurityAlgorithms.EcdsaSha256);

    public void Publish(params IReadOnlyList<SigningCredentials> keys) => _published = keys;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Answer()
    {
        Reads++;
        return Results.Text(JsonSerializer.Serialize(new { keys = _published.Select(Public) }), "application/json");
    }

    private static object Public(SigningCredentials key)
    {
        var point = ((ECDsaSecurityKey)key.Key).ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new
        {
            kty = "EC",
            crv = "P-256",
            alg = "ES256",
            use = "sig",
            kid = key.Key.KeyId,
            x = Base64UrlEncoder.Encode(point.X),
            y = Base64UrlEncoder.Encode(point.Y),
        };
    }
}
