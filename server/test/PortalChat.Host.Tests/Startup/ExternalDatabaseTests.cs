using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using PortalChat.Database;
using PortalChat.Host.Demo;
using PortalChat.Testing;

namespace PortalChat.Host.Tests.Startup;

/// <summary>
/// A server of ours in front of somebody else's database and auth server, as it runs on a Supabase project; another
/// server stands in for the project.
/// </summary>
public sealed class ExternalDatabaseTests(ServerFixture project, PostgresFixture postgres) : IClassFixture<ServerFixture>
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"portalchat-tests-{Guid.NewGuid():n}");

    [Fact]
    public async Task Start_OnAProject_ForwardsSignInAndAcceptsItsTokens()
    {
        await using var server = await StartAsync(project.Env["DATABASE_URL"]);
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("apikey", project.Env["SUPABASE_ANON_KEY"]);

        using var signIn = await http.PostAsJsonAsync(
            "/auth/v1/token?grant_type=password", new { email = "alice@player.example", password = DemoPeople.Password });
        var session = await signIn.Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {session.GetProperty("access_token").GetString()}");
        using var sent = await http.PostAsJsonAsync("/rest/v1/rpc/send_support_message", new { message_text = "Over two servers" });

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        await using var source = NpgsqlDataSource.Create(project.Server.OwnerConnectionString);
        await using var stored = source.CreateCommand(
            "select count(*) from chat_messages where message_text = 'Over two servers'");
        Assert.Equal(1L, await stored.ExecuteScalarAsync());
        Assert.False(Directory.Exists(Path.Combine(_folder, "postgres")));
        Assert.DoesNotContain(DemoPeople.Password, server.Banner, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "[RE60] on an external database too, a refusal has Postgres' own details")]
    public async Task Refusal_OnAProject_HasItsDetails()
    {
        await using var server = await StartAsync(project.Env["DATABASE_URL"]);
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("apikey", project.Env["SUPABASE_SERVICE_ROLE_KEY"]);
        var nobody = Guid.NewGuid();

        // The first requests may come before the catalog has been read.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await http.GetAsync("/rest/v1/", patience.Token)).StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            await Task.Delay(20, patience.Token);
        }

        using var refused = await http.PostAsJsonAsync("/rest/v1/chat_requests", new { player_id = nobody });
        var error = await refused.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains(nobody.ToString(), error.GetProperty("details").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DatabaseWithoutTheContract_RefusesWithTheDifferences()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync("alter table chat_messages alter column message_text drop not null");

        var refusal = await Assert.ThrowsAsync<StartupException>(() => StartAsync(database.OwnerUrl));

        Assert.Contains("does not hold the chat contract", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(
            "  - column public.chat_messages.message_text is text; should be text not null", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DatabaseUnreachable_SaysSoWithoutThePassword()
    {
        var nobody = $"postgres://postgres:topsecret@127.0.0.1:{ServerProcess.FreePort()}/postgres";

        var refusal = await Assert.ThrowsAsync<StartupException>(() => StartAsync(nobody));

        Assert.Contains("cannot be used", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", refusal.ToString(), StringComparison.Ordinal);
    }

    private Task<PortalChatServer> StartAsync(string databaseUrl) => PortalChatServer.StartAsync(
        new ServerOptions
        {
            Urls = "http://127.0.0.1:0",
            DataFolder = _folder,
            DatabaseUrl = databaseUrl,
            SupabaseUrl = project.Server.Address,
            SupabaseAnonKey = project.Env["SUPABASE_ANON_KEY"],
            SupabaseServiceRoleKey = project.Env["SUPABASE_SERVICE_ROLE_KEY"],
        },
        CancellationToken.None);
}
