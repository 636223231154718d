using System.Text.Json.Nodes;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Topics;

public sealed class PresenceTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await TestRealtime.StartAsync(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact] // [RT35] [RT36]
    public async Task TrackAgainAndLeave_AreDifferencesThatTheOthersGet()
    {
        await using var one = await JoinAsync("u1");
        await using var two = await JoinAsync("u2");
        Assert.Equal("{}", (await StateAsync(one)).ToJsonString());

        var tracked = await one.ReplyAsync(await TrackAsync(one, new { at = 1, phx_ref = "forged" }));
        Assert.Equal("ok", (string?)tracked.Payload!["status"]);
        var first = Metas(await DifferenceAsync(two, 0), "joins", "u1")[0]!;
        Assert.Equal(1, (int)first["at"]!);
        Assert.NotEqual("forged", (string?)first["phx_ref"]);

        await TrackAsync(one, new { at = 2 });
        var second = await DifferenceAsync(two, 1);
        Assert.Equal((string?)first["phx_ref"], (string?)Metas(second, "leaves", "u1")[0]!["phx_ref"]);
        Assert.Equal(2, (int)Metas(second, "joins", "u1")[0]!["at"]!);

        await using var late = await JoinAsync("u3");
        Assert.Equal(2, (int)(await StateAsync(late))["u1"]!["metas"]![0]!["at"]!);

        await one.DisposeAsync();
        var gone = await DifferenceAsync(two, 2);
        Assert.Equal(2, (int)Metas(gone, "leaves", "u1")[0]!["at"]!);
        Assert.Empty(gone["joins"]!.AsObject());
    }

    [Fact] // [RT35]
    public async Task Untrack_IsAnswered_AndTheMemberIsGone()
    {
        await using var one = await JoinAsync("u1");
        await TrackAsync(one, new { });
        var untracked = await one.PushAsync("realtime:room", "presence", new { type = "presence", @event = "untrack" }, "1");
        Assert.Equal("ok", (string?)(await one.ReplyAsync(untracked)).Payload!["status"]);
        await using var late = await JoinAsync("u2");
        Assert.Empty((await StateAsync(late)).AsObject());
    }

    [Fact] // [RT36]
    public async Task AJoinThatNamesAKeyOnly_GetsTheState_AsClientsDidBeforePresenceCouldBeOff()
    {
        await using var client = await _realtime.ConnectAsync(version: "1.0.0");
        await client.JoinAsync("room", new { presence = new { key = "u1" } });
        await StateAsync(client);
    }

    [Fact] // [RT36]
    public async Task TwoChannelsUnderOneKey_AreTwoMetas()
    {
        await using var phone = await JoinAsync("u1");
        await using var desk = await JoinAsync("u1");
        await phone.ReplyAsync(await TrackAsync(phone, new { on = "phone" }));
        await desk.ReplyAsync(await TrackAsync(desk, new { on = "desk" }));
        await using var late = await JoinAsync("u2");
        Assert.Equal(2, (await StateAsync(late))["u1"]!["metas"]!.AsArray().Count);
    }

    [Fact] // [RT36]
    public async Task AClientThatTracksWithoutHavingAskedForPresence_GetsTheStateThen()
    {
        await using var shown = await JoinAsync("u1");
        await shown.ReplyAsync(await TrackAsync(shown, new { at = 1 }));
        await using var old = await _realtime.ConnectAsync(version: "1.0.0");
        await old.JoinAsync("room", new { presence = new { key = "u2", enabled = false } });
        await old.SettleAsync();
        Assert.DoesNotContain(old.All, message => message.Event == "presence_state");
        await TrackAsync(old, new { });
        Assert.Equal(["u1", "u2"], (await StateAsync(old)).AsObject().Select(member => member.Key).Order());
        await TrackAsync(shown, new { at = 2 });
        await DifferenceAsync(old, 0);
    }

    [Fact] // [RT35]
    public async Task TrackingTheSameAgain_TellsNobody()
    {
        await using var one = await JoinAsync("u1");
        await using var two = await JoinAsync("u2");
        await one.ReplyAsync(await TrackAsync(one, new { at = 1 }));
        await one.ReplyAsync(await TrackAsync(one, new { at = 1 }));
        await one.ReplyAsync(await TrackAsync(one, new { at = 2 }));
        Assert.Equal(2, (int)Metas(await DifferenceAsync(two, 1), "joins", "u1")[0]!["at"]!);
    }

    [Fact] // [RT35]
    public async Task Track_OfWhatIsNoMap_IsRefused()
    {
        await using var one = await JoinAsync("u1");
        var reply = await one.ReplyAsync(await TrackAsync(one, 5));
        Assert.Equal("Presence track payload must be a map", (string?)reply.Payload!["response"]!["reason"]);
    }

    [Fact] // [RT35]
    public async Task WithoutAKey_TheServerMakesOne()
    {
        await using var one = await JoinAsync("");
        await one.ReplyAsync(await TrackAsync(one, new { }));
        await using var late = await JoinAsync("u2");
        Assert.True(Guid.TryParse((await StateAsync(late)).AsObject().Single().Key, out _));
    }

    private static JsonArray Metas(JsonNode difference, string side, string key) =>
        difference[side]![key]!["metas"]!.AsArray();

    private static async Task<JsonNode> StateAsync(TestClient client) =>
        (await client.WaitAsync(message => message.Event == "presence_state")).Payload!;

    private static async Task<JsonNode> DifferenceAsync(TestClient client, int index)
    {
        await client.WaitAsync(_ => client.All.Count(message => message.Event == "presence_diff") > index);
        return client.All.Where(message => message.Event == "presence_diff").ElementAt(index).Payload!;
    }

    private static Task<string> TrackAsync(TestClient client, object shown) => client.PushAsync(
        "realtime:room", "presence", new { type = "presence", @event = "track", payload = shown }, "1");

    private async Task<TestClient> JoinAsync(string key)
    {
        var client = await _realtime.ConnectAsync();
        await client.JoinAsync("room", new { presence = new { key, enabled = true } });
        return client;
    }
}
