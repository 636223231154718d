using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>Everything at once on one chat: no deadlock, no gap, no lost update.</summary>
public sealed class StressTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const int Rounds = 40;

    /// <summary>What may come of a step that somebody else was faster with; a deadlock (40P01) is not among it.</summary>
    private static readonly string[] Expected = ["", "PT409", "42501", "23505"];

    [Fact(DisplayName = "[CC53] [CC41] [CC80] send, claim, transfer, release, resolve, reopen and mark read at once")]
    public async Task EverythingAtOnce_OnOneChat_KeepsItWhole()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice);
        var watching = new VersionWatch();

        var answers = await Task.WhenAll(
            RepeatAsync(alice, "select updated_at, to_jsonb(r)::text as row from mark_chat_read($1, 1000000) as r", chat, watching),
            RepeatAsync(alice, "select from send_support_message('Hello')"),
            RepeatAsync(alice, "select from send_support_message('Hello again')"),
            RepeatAsync(alice, "select from resolve_chat($1)", chat),
            RepeatAsync(world.Grace, "select updated_at, to_jsonb(r)::text as row from claim_chat($1) as r", chat, watching),
            RepeatAsync(world.Hugo, "select updated_at, to_jsonb(r)::text as row from claim_chat($1) as r", chat, watching),
            RepeatAsync(world.Grace, Answer("Grace"), chat, alice.Id, world.Grace.Id),
            RepeatAsync(world.Hugo, Answer("Hugo"), chat, alice.Id, world.Hugo.Id),
            RepeatAsync(world.Lena, Answer("Lena"), chat, alice.Id, world.Lena.Id),
            RepeatAsync(world.Lena, $"select from transfer_chat($1, '{world.Hugo.Id}')", chat),
            RepeatAsync(world.Lena, "select updated_at, to_jsonb(r)::text as row from release_chat($1) as r", chat, watching),
            RepeatAsync(world.Grace, "select from reopen_chat($1)", chat),
            RepeatAsync(world.Lena, "select from mark_chat_read($1, 1000000)", chat));

        Assert.All(answers.SelectMany(codes => codes), code => Assert.Contains(code, Expected));
        var stored = answers[1].Concat(answers[2]).Concat(answers[6]).Concat(answers[7]).Concat(answers[8])
            .Count(code => code == "");
        Assert.Equal(stored, await world.Database.ScalarAsync<long>(
            "select count(*) from chat_messages where player_id = $1", alice.Id));
        Assert.True(await world.Database.ScalarAsync<bool>(
            """
            select bool_and(r.message_count = m.count and r.message_count = m.newest and m.in_order)
            from chat_requests as r cross join lateral (
              select count(*) as count, coalesce(max(n.message_no), 0) as newest,
                coalesce(bool_and(n.follows), true) as in_order
              from (
                select message_no, created_at >= lag(created_at, 1, created_at) over (order by message_no) as follows
                from chat_messages where chat_request_id = r.id) as n) as m
            where r.player_id = $1
            """,
            alice.Id));
        watching.AssertOneRowPerVersion();
    }

    [Fact(DisplayName = "[CC8] chats opened by both sides at once are one chat")]
    public async Task Open_ByBothSidesAtOnce_IsOneChat()
    {
        for (var round = 0; round < 10; round++)
        {
            var alice = await world.NewPlayerAsync();
            const string Open = "insert into chat_requests (player_id) values ($1)";

            var answers = await Task.WhenAll(
                world.RunAsync(alice, Open, alice.Id),
                world.RunAsync(world.Grace, Open, alice.Id),
                world.RunAsync(alice, "select from send_support_message('Hello')"),
                world.RunAsync(alice, "select from send_support_message('Hello')"));

            Assert.All(answers.Take(2), answer => Assert.Contains(answer.Code, (string[])["", "23505"]));
            Assert.All(answers.Skip(2), answer => Assert.Equal("", answer.Code));
            Assert.Equal(2, await world.Database.ScalarAsync<int>(
                "select message_count from chat_requests where player_id = $1", alice.Id));
        }
    }

    private static string Answer(string text) =>
        $"""
        insert into chat_messages (chat_request_id, player_id, sender_id, sender_type, message_text)
        values ($1, $2, $3, 'gre', '{text}')
        """;

    private Task<List<string>> RepeatAsync(TestPerson person, string sql, params object[] parameters) =>
        RepeatAsync(person, sql, parameters, watching: null);

    private Task<List<string>> RepeatAsync(TestPerson person, string sql, Guid chat, VersionWatch watching) =>
        RepeatAsync(person, sql, [chat], watching);

    private async Task<List<string>> RepeatAsync(
        TestPerson person, string sql, object[] parameters, VersionWatch? watching)
    {
        List<string> codes = [];
        for (var round = 0; round < Rounds; round++)
        {
            var answer = await world.RunAsync(person, sql, parameters);
            codes.Add(answer.Code);
            watching?.See(answer);
        }

        return codes;
    }
}
