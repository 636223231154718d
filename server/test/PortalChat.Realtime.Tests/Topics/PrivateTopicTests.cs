using System.Net.Http.Json;
using Npgsql;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Topics;

/// <summary>Private topics under the chat's own policies on <c>realtime.messages</c>.</summary>
public sealed class PrivateTopicTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly object Private = new { @private = true, presence = new { enabled = true, key = "k" } };

    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;
    private TestPerson _alice = null!;
    private TestPerson _bruno = null!;
    private TestPerson _grace = null!;
    private string _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await TestRealtime.StartAsync(_database);
        _alice = await _database.CreatePersonAsync("Alice");
        _bruno = await _database.CreatePersonAsync("Bruno");
        _grace = await _database.CreatePersonAsync("Grace", "gre");
        var id = Guid.NewGuid();
        await _database.ExecuteAsync("insert into public.chat_requests (id, player_id) values ($1, $2)", id, _alice.Id);
        _chat = $"chat:{id}";
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact] // [RT37]
    public async Task Join_IsForThoseWhomThePoliciesLetRead()
    {
        await using var client = await _realtime.ConnectAsync();
        foreach (var (person, topic, allowed) in new[]
        {
            (_alice, _chat, true), (_grace, _chat, true), (_bruno, _chat, false),
            (_grace, "staff", true), (_alice, "staff", false), (_grace, "else", false),
        })
        {
            var reply = await client.JoinAsync(topic, Private, _realtime.Callers.TokenOf(person));
            Assert.Equal(allowed ? "ok" : "error", (string?)reply.Payload!["status"]);
            if (!allowed)
            {
                Assert.Equal(
                    $"Unauthorized: You do not have permissions to read from this Channel topic: {topic}",
                    (string?)reply.Payload["response"]!["reason"]);
            }
        }

        var anonymous = await client.JoinAsync(_chat, Private);
        Assert.Equal("error", (string?)anonymous.Payload!["status"]);
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from realtime.messages"));
    }

    [Fact] // [RT38]
    public async Task ThePublicTopicOfTheSameName_HearsNothingOfThePrivateOne()
    {
        await using var alice = await _realtime.ConnectAsync();
        await using var grace = await _realtime.ConnectAsync();
        await using var outsider = await _realtime.ConnectAsync();
        await alice.JoinAsync(_chat, Private, _realtime.Callers.TokenOf(_alice));
        await grace.JoinAsync(_chat, Private, _realtime.Callers.TokenOf(_grace));
        await outsider.JoinAsync(_chat, new { presence = new { enabled = true } }, _realtime.Callers.TokenOf(_bruno));

        await alice.PushAsync($"realtime:{_chat}", "presence", new { @event = "track", payload = new { side = "player" } }, "1");
        await alice.PushAsync($"realtime:{_chat}", "broadcast", new { @event = "typing", payload = new { typing = true } }, "1");
        await grace.WaitAsync(message => message.Event == "broadcast");
        await grace.WaitAsync(message => message.Event == "presence_diff");
        await outsider.PushAsync($"realtime:{_chat}", "broadcast", new { @event = "forged", payload = new { } }, "1");
        await outsider.SettleAsync();
        await grace.SettleAsync();
        Assert.DoesNotContain(outsider.All, message => message.Event is "broadcast" or "presence_diff");
        Assert.DoesNotContain(grace.All, message => (string?)message.Payload?["event"] == "forged");
    }

    [Fact] // [RT37]
    public async Task WhoMayReadButNotWrite_IsHeardByNobody()
    {
        await _database.ExecuteAsync(
            """
            create policy read_board on realtime.messages for select to authenticated
              using ((select realtime.topic()) = 'board')
            """);
        await using var reader = await _realtime.ConnectAsync();
        await using var other = await _realtime.ConnectAsync();
        var join = await reader.JoinAsync(
            "board", new { @private = true, broadcast = new { ack = true } }, _realtime.Callers.TokenOf(_alice));
        Assert.Equal("ok", (string?)join.Payload!["status"]);
        await other.JoinAsync(
            "board",
            new { @private = true, broadcast = new { replication_ready = true }, presence = new { enabled = true } },
            _realtime.Callers.TokenOf(_grace));
        var said = await reader.ReplyAsync(
            await reader.PushAsync("realtime:board", "broadcast", new { @event = "e", payload = new { } }, "1"));
        Assert.Equal("error", (string?)said.Payload!["status"]);
        var shown = await reader.ReplyAsync(
            await reader.PushAsync("realtime:board", "presence", new { @event = "track", payload = new { } }, "1"));
        Assert.Equal("error", (string?)shown.Payload!["status"]);

        // The control: what the database says there is heard.
        await _database.ExecuteAsync("""select realtime.send('{}', 'from-sql', 'board')""");
        await other.WaitAsync(message => (string?)message.Payload?["event"] == "from-sql");
        Assert.DoesNotContain(other.All, message => (string?)message.Payload?["event"] == "e");
        Assert.DoesNotContain(other.All, message => message.Event == "presence_diff");
    }

    [Fact] // [RT39]
    public async Task AFreshTokenThatMayNoLongerRead_EndsTheChannel()
    {
        await using var client = await _realtime.ConnectAsync();
        await client.JoinAsync(_chat, Private, _realtime.Callers.TokenOf(_alice));
        await client.PushAsync($"realtime:{_chat}", "access_token", new { access_token = _realtime.Callers.TokenOf(_grace) }, "1");
        await client.SettleAsync();
        await client.PushAsync($"realtime:{_chat}", "access_token", new { access_token = _realtime.Callers.TokenOf(_bruno) }, "1");
        await client.WaitAsync(message => message.Event == "phx_close");
        var system = await client.WaitAsync(message => message.Event == "system");
        Assert.Equal(
            $"You no longer have permission to read from this Channel topic: {_chat}", (string?)system.Payload!["message"]);
    }

    [Fact] // [RT37]
    public async Task HttpBroadcast_ToAPrivateTopic_NeedsTheRightToWrite()
    {
        await using var grace = await _realtime.ConnectAsync();
        await grace.JoinAsync(_chat, Private, _realtime.Callers.TokenOf(_grace));
        using var http = new HttpClient();
        foreach (var person in new[] { _bruno, _alice })
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post,
                new Uri(_realtime.Address, $"/realtime/v1/api/broadcast/{_chat}/events/{person.DisplayName}?private=true"));
            request.Headers.Add("Authorization", $"Bearer {_realtime.Callers.TokenOf(person)}");
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            using var response = await http.SendAsync(request);
            Assert.Equal(202, (int)response.StatusCode);
        }

        await grace.WaitAsync(message => (string?)message.Payload?["event"] == "Alice");
        Assert.DoesNotContain(grace.All, message => (string?)message.Payload?["event"] == "Bruno");
    }

    [Fact] // [RT37]
    public async Task APolicyThatRaises_AllowsNothing_AndHurtsNothingElse()
    {
        await _database.ExecuteAsync(
            "create policy raising on realtime.messages for all to authenticated using (substr(realtime.topic(), 6)::uuid is null)");
        await using var grace = await _realtime.ConnectAsync();
        await grace.JoinAsync(_chat, Private, _realtime.Callers.TokenOf(_grace));
        foreach (var topic in new[] { "chat:no-uuid", "chat:\0" })
        {
            var refused = await grace.JoinAsync(topic, Private, _realtime.Callers.TokenOf(_grace));
            Assert.StartsWith("Unauthorized: ", (string?)refused.Payload!["response"]!["reason"]);
        }

        Assert.Equal(202, await BroadcastAsync("chat:no-uuid", "chat:\0", _chat));
        await grace.WaitAsync(message => (string?)message.Payload?["event"] == "bell");
    }

    [Fact] // [RT33]
    public async Task HttpBroadcast_WithoutADatabase_Is503_AndGoesThroughAfterwards()
    {
        await using var elsewhere = NpgsqlDataSource.Create((await postgres.StartAsync()).Superuser("template1"));
        await using var close = elsewhere.CreateCommand(
            $"alter database {_database.Name} with allow_connections false; "
            + $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{_database.Name}'");
        await close.ExecuteNonQueryAsync();

        Assert.Equal(503, await BroadcastAsync(_chat));

        await using var open = elsewhere.CreateCommand($"alter database {_database.Name} with allow_connections true");
        await open.ExecuteNonQueryAsync();
        Assert.Equal(202, await BroadcastAsync(_chat));
    }

    /// <summary>Says "bell" on private topics, as Grace.</summary>
    private async Task<int> BroadcastAsync(params string[] topics)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_realtime.Address, "/realtime/v1/api/broadcast"));
        request.Headers.Add("Authorization", $"Bearer {_realtime.Callers.TokenOf(_grace)}");
        request.Content = JsonContent.Create(new
        {
            messages = topics.Select(topic => new { topic, @event = "bell", payload = new { }, @private = true }),
        });
        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }

    [Fact] // [RT45]
    public async Task Replay_GivesWhatTheDatabaseSaidBefore_OnPrivateTopicsOnly()
    {
        await _database.ExecuteAsync($"select realtime.send('{{\"n\":1}}', 'old', '{_chat}')");
        await _database.ExecuteAsync($"select realtime.send('{{\"n\":2}}', 'old', '{_chat}')");
        await _database.ExecuteAsync($"select realtime.send('{{\"n\":3}}', 'other', 'chat:another')");
        var since = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeMilliseconds();
        var replay = new { since, limit = 10 };
        await using var alice = await _realtime.ConnectAsync();
        await alice.JoinAsync(
            _chat, new { @private = true, broadcast = new { replay, replication_ready = true } }, _realtime.Callers.TokenOf(_alice));
        await alice.WaitAsync(message => (int?)message.Payload?["payload"]?["n"] == 2);
        var said = alice.All.Where(message => message.Event == "broadcast").ToList();
        Assert.Equal([1, 2], said.Select(message => (int)message.Payload!["payload"]!["n"]!));
        Assert.All(said, message => Assert.True((bool)message.Payload!["meta"]!["replayed"]!));

        await _database.ExecuteAsync(
            $"insert into realtime.messages (topic, extension, event, binary_payload, private) "
            + $"values ('{_chat}', 'broadcast', 'bytes', '\\x0102ff', true)");
        await alice.WaitAsync(message => message.Bytes is [1, 2, 255]);
        await using var late = await _realtime.ConnectAsync();
        await late.JoinAsync(_chat, new { @private = true, broadcast = new { replay } }, _realtime.Callers.TokenOf(_alice));
        await late.WaitAsync(message => message.Bytes is [1, 2, 255] && (bool?)message.Payload!["meta"]!["replayed"] == true);

        var refused = await alice.JoinAsync("open", new { broadcast = new { replay } });
        Assert.Equal("UnableToReplayMessages: Replay is not allowed for public channels",
            (string?)refused.Payload!["response"]!["reason"]);
    }
}
