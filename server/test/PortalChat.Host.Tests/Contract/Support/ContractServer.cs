using System.Text;
using System.Text.Json.Nodes;
using Npgsql;

namespace PortalChat.Host.Tests.Contract.Support;

/// <summary>
/// The whole server in this process, and people in it who signed in through <c>/auth/v1</c>: what they may do is asked
/// over <c>/rest/v1</c> with the tokens that they were given.
/// </summary>
public sealed class ContractServer : IAsyncLifetime
{
    private const string Password = "a-password-for-tests";

    private readonly ServerFixture _server = new();
    private readonly Dictionary<string, ContractPerson> _people = new(StringComparer.Ordinal);

    public HttpClient Http => _server.Http;

    /// <summary>Looks at what is really stored, past all policies.</summary>
    public NpgsqlDataSource Owner { get; private set; } = null!;

    public string AnonKey => _server.Env["SUPABASE_ANON_KEY"];

    public string DataFolder => _server.DataFolder;

    public IServiceProvider Services => _server.Server.Services;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        (await _server.ReadyAsync()).Dispose();
        Owner = NpgsqlDataSource.Create(_server.Server.OwnerConnectionString);
        foreach (var (kind, name, role) in Cast())
        {
            _people[kind] = await NewPersonAsync(name, role);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>One of: player, other player, gre (who has the chats), other gre, somebody (a GRE), lead.</summary>
    public ContractPerson Person(string kind) => _people[kind];

    /// <summary>An account made by the admin endpoint, signed in with its password.</summary>
    public async Task<ContractPerson> NewPersonAsync(string name, string? role)
    {
        var email = $"{Guid.NewGuid():n}@person.example";
        var made = await SendAsync("service", "POST", "/auth/v1/admin/users", new JsonObject
        {
            ["email"] = email,
            ["password"] = Password,
            ["email_confirm"] = true,
            ["user_metadata"] = new JsonObject { ["display_name"] = name },
            ["app_metadata"] = role is null ? new JsonObject() : new JsonObject { ["role"] = role },
        });
        Assert.True(made.IsOk, $"{made} {made.Body?.ToJsonString()}");
        return await SignInAsync(email, Password, name);
    }

    public async Task<ContractPerson> SignInAsync(string email, string password, string name)
    {
        var signedIn = await SendAsync("anon", "POST", "/auth/v1/token?grant_type=password", new JsonObject
        {
            ["email"] = email,
            ["password"] = password,
        });
        Assert.True(signedIn.IsOk, $"{signedIn} {signedIn.Body?.ToJsonString()}");
        return new ContractPerson(
            signedIn.Body!["user"]!["id"]!.GetValue<Guid>(), name, signedIn.Body["access_token"]!.GetValue<string>());
    }

    /// <summary>Sends as one of the cast, <c>anon</c> (the public key only) or <c>service</c> (the secret one).</summary>
    public Task<RestAnswer> SendAsync(string kind, string method, string path, JsonNode? body = null, string? prefer = null)
    {
        var key = kind == "service" ? _server.Env["SUPABASE_SERVICE_ROLE_KEY"] : AnonKey;
        return SendAsync(key, _people.TryGetValue(kind, out var person) ? person.Token : key, method, path, body, prefer);
    }

    public Task<RestAnswer> SendAsync(
        ContractPerson person, string method, string path, JsonNode? body = null, string? prefer = null) =>
        SendAsync(AnonKey, person.Token, method, path, body, prefer);

    private async Task<RestAnswer> SendAsync(
        string key, string token, string method, string path, JsonNode? body, string? prefer)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("apikey", key);
        request.Headers.Authorization = new("Bearer", token);
        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        using var response = await Http.SendAsync(request);
        return await RestAnswer.ReadAsync(response);
    }

    private static IEnumerable<(string Kind, string Name, string? Role)> Cast() =>
    [
        ("player", "Alice", null),
        ("other player", "Bruno", null),
        ("gre", "Grace", "gre"),
        ("other gre", "Hugo", "gre"),
        ("somebody", "Iris", "gre"),
        ("lead", "Lena", "gre_lead"),
    ];
}

/// <summary>Somebody who is signed in.</summary>
public sealed record ContractPerson(Guid Id, string Name, string Token);
