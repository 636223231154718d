using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PortalChat.Testing.Servers;

namespace PortalChat.Faults.Tests.Stages;

/// <summary>One server with the Postgres and the auth server that it brings along: what <c>./run</c> starts.</summary>
internal sealed class Installation : FaultStage
{
    private const string Password = "a-long-enough-password";

    private readonly SignedIn _tokens;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private ServerEnvironment _environment;

    private Installation(ServerProcess server)
    {
        Server = server;
        _environment = server.Environment;
        _tokens = new SignedIn(() => server.Address, () => AnonKey);
        Addresses = [server.Address];
    }

    public ServerProcess Server { get; }

    public override IReadOnlyList<Uri> Addresses { get; }

    public override string AnonKey => _environment.AnonKey;

    public override ITokens Tokens => _tokens;

    public override string ConnectionString => _environment.ConnectionString;

    public override string Logs => Server.Log.ToString();

    public static async Task<Installation> StartAsync(ServerProcessOptions? options = null) =>
        new(await ServerProcess.StartNewAsync(options));

    /// <summary>After a restart.</summary>
    public void ReadEnvironment() => _environment = Server.Environment;

    public override async Task<Account> AddAccountAsync(string name, string? role)
    {
        var email = $"{Guid.NewGuid():n}@person.test";
        var made = await AdminAsync(HttpMethod.Post, "/auth/v1/admin/users", new JsonObject
        {
            ["email"] = email,
            ["password"] = Password,
            ["email_confirm"] = true,
            ["user_metadata"] = new JsonObject { ["display_name"] = name },
            ["app_metadata"] = role is null ? [] : new JsonObject { ["role"] = role },
        });
        return new Account(Guid.Parse((string)made["id"]!), name, role, email, Password);
    }

    /// <summary>Does something as the operator does, with the service role's key.</summary>
    public async Task<JsonNode> AdminAsync(HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Server.Address, path))
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Add("apikey", _environment.ServiceRoleKey);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _environment.ServiceRoleKey);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    public override async ValueTask DisposeAsync()
    {
        _tokens.Dispose();
        _http.Dispose();
        await Server.DisposeAsync();
    }
}
