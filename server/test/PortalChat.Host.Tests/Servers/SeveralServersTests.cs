using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;
using PortalChat.Testing.Servers;
using ServerProcess = PortalChat.Testing.Servers.ServerProcess;

namespace PortalChat.Host.Tests.Servers;

/// <summary>Three processes on one database, one of which reads the log from a standby.</summary>
public sealed class SeveralServersTests : IAsyncLifetime
{
    private const string JwtSecret = "a-secret-of-these-tests-that-is-32-bytes-long-or-more";

    private static readonly string AnonKey = new JsonWebTokenHandler().CreateToken(
        "{\"role\":\"anon\",\"exp\":4102444800}",
        new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(JwtSecret)), SecurityAlgorithms.HmacSha256));

    private PostgresPair _pair = null!;
    private ServerProcess[] _servers = [];

    public async ValueTask InitializeAsync()
    {
        _pair = await PostgresPair.StartAsync();
        _servers = await Task.WhenAll(
            StartServerAsync(), StartServerAsync(), StartServerAsync("--wal-database-url", _pair.StandbyUrl));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _pair.DisposeAsync();
    }

    [Fact] // [RT60] [RT61] [RT64] [RT54]
    public async Task WhatIsSaidAndShown_IsTheSameOnAll_AndAKilledServersPeopleLeave()
    {
        await using var one = await JoinAsync(_servers[0], "one");
        await using var two = await JoinAsync(_servers[1], "two");
        await using var three = await JoinAsync(_servers[2], "three");
        TestClient[] clients = [one, two, three];

        // 1. Everybody sees everybody.
        foreach (var client in clients)
        {
            await client.PushAsync("realtime:room", "presence", new { @event = "track", payload = new { } }, "1");
        }

        foreach (var client in clients)
        {
            await client.WaitAsync(
                _ => HasBeenSeen(client, "one") && HasBeenSeen(client, "two") && HasBeenSeen(client, "three"));
        }

        // 2. Everybody hears everybody, and the database.
        await two.PushAsync("realtime:room", "broadcast", new { @event = "hello", payload = new { } }, "1");
        await one.WaitAsync(message => (string?)message.Payload?["event"] == "hello");
        await three.WaitAsync(message => (string?)message.Payload?["event"] == "hello");
        await _pair.Database.ExecuteAsync("select realtime.send('{}', 'from SQL', 'room', false)");
        foreach (var client in clients)
        {
            await client.WaitAsync(message => (string?)message.Payload?["event"] == "from SQL");
        }

        // 3. One is killed: its people leave, the others stay, and it comes back.
        await _servers[1].KillAsync();
        await one.WaitAsync(message => Leaves(message, "two"));
        await three.WaitAsync(message => Leaves(message, "two"));
        await _servers[1].StartAsync();
        await using var again = await JoinAsync(_servers[1], "again");
        await again.WaitAsync(_ => HasBeenSeen(again, "one") && HasBeenSeen(again, "three"));
        Assert.False(HasBeenSeen(again, "two"));
    }

    private static bool HasBeenSeen(TestClient client, string key) => client.All.Any(message =>
        (message.Event == "presence_state" && message.Payload![key] is not null)
        || (message.Event == "presence_diff" && message.Payload!["joins"]![key] is not null));

    private static bool Leaves(Received message, string key) =>
        message.Event == "presence_diff" && message.Payload!["leaves"]![key] is not null;

    private static async Task<TestClient> JoinAsync(ServerProcess server, string key)
    {
        var client = await TestClient.ConnectAsync(server.Address, AnonKey, "2.0.0");
        var reply = await client.JoinAsync("room", new { presence = new { key, enabled = true } });
        Assert.Equal("ok", (string?)reply.Payload!["status"]);
        return client;
    }

    private Task<ServerProcess> StartServerAsync(params string[] arguments)
    {
        var api = new NpgsqlConnectionStringBuilder(_pair.Database.AuthenticatorConnectionString);
        return ServerProcess.StartNewAsync(new ServerProcessOptions
        {
            Arguments =
            [
                "--database-url", _pair.Database.OwnerUrl,
                "--api-database-url",
                $"postgresql://{api.Username}:{api.Password}@127.0.0.1:{api.Port}/postgres?sslmode=disable",
                "--supabase-url", "http://127.0.0.1:9",
                "--supabase-anon-key", AnonKey,
                "--supabase-jwt-secret", JwtSecret,
                .. arguments,
            ],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Realtime__PeerHeartbeat"] = "00:00:00.2",
                ["Realtime__PeerTimeout"] = "00:00:03",
            },
        });
    }
}
