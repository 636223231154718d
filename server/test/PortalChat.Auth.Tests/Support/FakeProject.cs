using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace PortalChat.Auth.Tests.Support;

/// <summary>
/// What of a Supabase project can only be had by faking: keys that come and go, an auth server that is down, and what
/// it was asked.
/// </summary>
internal sealed class FakeProject : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, JsonWebKey> _keys = new();
    private readonly ConcurrentQueue<HttpRequestLine> _requests = new();
    private WebApplication _app = null!;
    private int _keyReads;

    public Uri Url => new(_app.Urls.Single());

    public int KeyReads => _keyReads;

    public bool IsDown { get; set; }

    public IReadOnlyCollection<HttpRequestLine> Requests => _requests;

    public static async Task<FakeProject> StartAsync()
    {
        var project = new FakeProject();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        project._app = builder.Build();
        project._app.MapGet("/auth/v1/.well-known/jwks.json", project.AnswerKeys);
        project._app.MapFallback(project.AnswerAsync);
        await project._app.StartAsync();
        return project;
    }

    public SigningCredentials AddEs256()
    {
        var key = new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString() };
        Publish(JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key), "ES256");
        return new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256);
    }

    public SigningCredentials AddRs256()
    {
        var key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString() };
        Publish(JsonWebKeyConverter.ConvertFromRSASecurityKey(key), "RS256");
        return new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
    }

    public void Remove(SigningCredentials credentials) => _keys.TryRemove(credentials.Key.KeyId, out _);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Publish(JsonWebKey key, string algorithm) => _keys[key.Kid] = new JsonWebKey
    {
        Kid = key.Kid,
        Kty = key.Kty,
        Alg = algorithm,
        Use = "sig",
        Crv = key.Crv,
        X = key.X,
        Y = key.Y,
        N = key.N,
        E = key.E,
    };

    private IResult AnswerKeys()
    {
        Interlocked.Increment(ref _keyReads);
        return IsDown
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : Results.Json(new
            {
                keys = _keys.Values.Select(key => new
                {
                    kid = key.Kid,
                    kty = key.Kty,
                    alg = key.Alg,
                    use = key.Use,
                    crv = key.Crv,
                    x = key.X,
                    y = key.Y,
                    n = key.N,
                    e = key.E,
                }),
            });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _requests.Enqueue(new HttpRequestLine(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync()));
        context.Response.StatusCode = 422;
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers["X-Supabase-Api-Version"] = "2024-01-01";
        await context.Response.WriteAsync("""{"code":"user_already_exists"}""");
    }
}

internal sealed record HttpRequestLine(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);
