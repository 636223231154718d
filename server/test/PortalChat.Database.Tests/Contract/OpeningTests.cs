using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>Who may open which chat. Each refused insert has its control: the same with one value put right.</summary>
public sealed class OpeningTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const string Cases =
        """
        caller       | columns                                                                    | chat_requests
        player       | player_id: $player                                                        | ok
        player       | player_id: $player, status: 'waiting', priority: 'low'                     | ok
        player       | player_id: $player, priority: 'high'                                      | 42501
        player       | player_id: $player, priority: 'urgent'                                    | 42501
        player       | player_id: $player, status: 'active', gre_staff_id: $grace                | 42501
        player       | player_id: $player, gre_staff_id: $grace                                  | 42501
        player       | player_id: $player, status: 'resolved'                                    | 23514
        player       | player_id: $grace                                                         | 42501
        player       | subject: 'Whose?'                                                         | 42501
        other player | player_id: $player                                                        | 42501
        gre          | player_id: $player                                                        | ok
        gre          | player_id: $player, priority: 'urgent'                                    | ok
        gre          | player_id: $player, status: 'active', gre_staff_id: $grace                | ok
        gre          | player_id: $player, status: 'active', gre_staff_id: $hugo                 | 42501
        gre          | player_id: $player, status: 'active'                                      | 42501
        gre          | player_id: $player, gre_staff_id: $grace                                  | 23514
        gre          | player_id: $player, status: 'resolved', gre_staff_id: $grace              | 23514
        gre          | player_id: $hugo                                                          | 23514
        gre          | player_id: $grace                                                         | 23514
        gre          | player_id: $nobody                                                        | 23503
        gre          | subject: 'Whose?'                                                         | 23502
        lead         | player_id: $player                                                        | ok
        lead         | player_id: $player, status: 'active', gre_staff_id: $hugo                 | ok
        lead         | player_id: $player, status: 'active', gre_staff_id: $player               | 23514
        lead         | player_id: $player, status: 'active', gre_staff_id: $nobody               | 23514
        lead         | player_id: $player, status: 'active'                                      | 23514
        service      | player_id: $player                                                        | ok
        service      | player_id: $player, status: 'active', gre_staff_id: $hugo                 | ok
        service      | player_id: $player, status: 'active', gre_staff_id: $player               | 23514
        service      | player_id: $grace                                                         | 23514
        service      | player_id: $player, status: 'resolved'                                    | 23514
        anon         | player_id: $player                                                        | 42501
        player       | player_id: $player, category: 'payments_2'                                | ok
        player       | player_id: $player, category: 'Payments'                                  | 23514
        player       | player_id: $player, category: ''                                          | 23514
        player       | player_id: $player, category: repeat('a', 40)                             | ok
        player       | player_id: $player, category: repeat('a', 41)                             | 23514
        player       | player_id: $player, category: E'pay\nments'                               | 23514
        player       | player_id: $player, subject: repeat('ä', 200)                             | ok
        player       | player_id: $player, subject: repeat('ä', 201)                             | 23514
        player       | player_id: $player, status: 'closed'                                      | 22P02
        player       | player_id: $player, priority: 'top'                                       | 22P02
        """;

    public static TheoryData<string, string, string, string> OpeningCases => Matrix.Read(Cases);

    [Theory(DisplayName = "[CC3] [CC5] [CC7] [CC11] [CC14] [CC20] [CC21] [CC22] open a chat")]
    [MemberData(nameof(OpeningCases))]
    public async Task Insert_ByCaller_OpensOrRefuses(string kind, string columns, string table, string expected)
    {
        var player = await world.NewPlayerAsync();
        var sql = Columns.Insert(table, Columns.Parse(columns))
            .Replace("$player", $"'{player.Id}'", StringComparison.Ordinal)
            .Replace("$grace", $"'{world.Grace.Id}'", StringComparison.Ordinal)
            .Replace("$hugo", $"'{world.Hugo.Id}'", StringComparison.Ordinal)
            .Replace("$nobody", $"'{Guid.NewGuid()}'", StringComparison.Ordinal);

        var answer = await world.RunAsync(world.Caller(kind, player), sql);

        Assert.Equal(expected == "ok" ? "" : expected, answer.Code);
        Assert.Equal(
            expected == "ok" ? 1 : 0,
            await world.Database.ScalarAsync<long>("select count(*) from chat_requests where player_id = $1", player.Id));
    }

    [Fact(DisplayName = "[CC6] what is left out gets its default")]
    public async Task Insert_OnlyThePlayer_TakesTheDefaults()
    {
        var player = await world.NewPlayerAsync();

        var chat = await world.RunAsync(
            player,
            "insert into chat_requests (player_id) values ($1) returning status::text, category, subject, priority::text",
            player.Id);

        Assert.Equal(["waiting", "support", "", "normal"], chat.Row.Values);
    }

    [Fact(DisplayName = "[CC24] a chat opened as active is assigned from its opening")]
    public async Task Insert_Active_IsAssignedAtOnce()
    {
        var player = await world.NewPlayerAsync();

        var chat = await world.RunAsync(
            world.Grace,
            """
            insert into chat_requests (player_id, status, gre_staff_id) values ($1, 'active', $2)
            returning gre_staff_name, player_name, assigned_at = created_at as at_once
            """,
            player.Id,
            world.Grace.Id);

        Assert.Equal(["Grace", "Alice", true], chat.Row.Values);
    }

    [Theory(DisplayName = "[CC8] a second open chat is refused, and may be opened once the first is resolved")]
    [InlineData("waiting")]
    [InlineData("active")]
    public async Task Insert_WhileAnotherIsOpen_IsRefused(string status)
    {
        var player = await world.NewPlayerAsync();
        var first = await world.OpenChatAsync(player, status);

        var second = await world.RunAsync(player, "insert into chat_requests (player_id) values ($1)", player.Id);
        var byStaff = await world.RunAsync(world.Lena, "insert into chat_requests (player_id) values ($1)", player.Id);
        await world.RunAsync(player, "select from resolve_chat($1)", first);
        var control = await world.RunAsync(player, "insert into chat_requests (player_id) values ($1)", player.Id);

        second.AssertRefused("23505", "a_player_has_one_open_chat");
        byStaff.AssertRefused("23505", "a_player_has_one_open_chat");
        Assert.Equal("", control.Code);
    }
}
