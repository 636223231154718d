using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>What staff find by a piece of text, and that nobody else does.</summary>
public sealed class SearchTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const string Cases =
        """
        function                                                 | caller       | expected
        search_resolved_chats($name)                             | player       | 42501
        search_resolved_chats($name)                             | other player | 42501
        search_resolved_chats($name)                             | gre          | 1
        search_resolved_chats($name)                             | other gre    | 1
        search_resolved_chats($name)                             | lead         | 1
        search_resolved_chats($name)                             | service      | 42501
        search_resolved_chats($name)                             | anon         | 42501
        find_players($name)                                      | player       | 42501
        find_players($name)                                      | other player | 42501
        find_players($name)                                      | gre          | 1
        find_players($name)                                      | other gre    | 1
        find_players($name)                                      | lead         | 1
        find_players($name)                                      | service      | 42501
        find_players($name)                                      | anon         | 42501
        portalchat.resolved_chats_containing($name, 50)          | player       | 42501
        portalchat.resolved_chats_containing($name, 50)          | gre          | 1
        portalchat.players_containing($name)                     | player       | 42501
        portalchat.players_containing($name)                     | gre          | 1
        """;

    public static TheoryData<string, string, string> SearchCases =>
        [.. Matrix.Lines(Cases).Select(line => (line[0], line[1], line[2]))];

    [Theory(DisplayName = "[CC79] [CC11] search")]
    [MemberData(nameof(SearchCases))]
    public async Task Search_ByCaller_FindsOrIsRefused(string function, string kind, string expected)
    {
        var name = Guid.NewGuid().ToString("n");
        var player = await world.NewPlayerAsync(name);
        await world.OpenChatAsync(player, "resolved");

        var found = await world.RunAsync(
            world.Caller(kind, player), $"select * from {function.Replace("$name", "$1", StringComparison.Ordinal)}", name);

        Assert.Equal(expected, found.Code == "" ? $"{found.Rows.Count}" : found.Code);
    }

    [Theory(DisplayName = "[CC79] a search takes its text literally, in any case")]
    [InlineData("bonus 100%", true)]
    [InlineData("BONUS 100% \\MISSING", true)]
    [InlineData("o", true)]
    [InlineData("", true)]
    [InlineData("bonus_100", false)]
    [InlineData("bonus%missing", false)]
    [InlineData("bonus 100% missing", false)]
    public async Task SearchResolvedChats_Text_IsTakenLiterally(string search, bool isFound)
    {
        var player = await world.NewPlayerAsync();
        var chat = await OpenAsync(player, "Bonus 100% \\missing");
        await world.BringToAsync(chat, "resolved");

        var found = await world.RunAsync(world.Hugo, "select id from search_resolved_chats($1)", search);

        Assert.Equal(isFound, found.Rows.Any(row => row["id"] is Guid id && id == chat));
    }

    [Theory(DisplayName = "[CC79] a player's name is searched literally, in any case, for a part of any length")]
    [InlineData("G", true)]
    [InlineData("grad", true)]
    [InlineData("GRADY", true)]
    [InlineData("o'grady-n", true)]
    [InlineData("úñez 7%_\\", true)]
    [InlineData("grady_n", false)]
    [InlineData("grady%7", false)]
    [InlineData("o'grady núñez", false)]
    [InlineData("gradyy", false)]
    public async Task FindPlayers_Text_IsTakenLiterally(string search, bool isFound)
    {
        var resolved = await world.NewPlayerAsync("Zoë O'Grady-Núñez 7%_\\");
        var waiting = await world.NewPlayerAsync("Zoë O'Grady-Núñez 7%_\\");
        await world.OpenChatAsync(resolved, "resolved");
        await world.OpenChatAsync(waiting);

        var found = await world.RunAsync(world.Hugo, "select player_id from find_players($1)", search);

        foreach (var player in new[] { resolved, waiting })
            Assert.Equal(isFound, found.Rows.Any(row => (Guid)row["player_id"]! == player.Id));
    }

    [Fact(DisplayName = "[CC79] what is found are resolved chats, the last resolved first, as many as asked for")]
    public async Task SearchResolvedChats_Many_GivesTheLast()
    {
        var subject = Guid.NewGuid().ToString("n");
        List<Guid> resolved = [];
        for (var number = 0; number < 3; number++)
        {
            resolved.Add(await OpenAsync(await world.NewPlayerAsync(), subject));
            await world.BringToAsync(resolved[^1], "resolved");
        }

        await OpenAsync(await world.NewPlayerAsync(), subject);

        var all = await world.RunAsync(world.Hugo, "select id from search_resolved_chats($1)", subject);
        var two = await world.RunAsync(world.Hugo, "select id from search_resolved_chats($1, 2)", subject);
        var none = await world.RunAsync(world.Hugo, "select id from search_resolved_chats($1, -1)", subject);

        resolved.Reverse();
        Assert.Equal(resolved, all.Rows.Select(row => (Guid)row["id"]!));
        Assert.Equal(resolved.Take(2), two.Rows.Select(row => (Guid)row["id"]!));
        Assert.Empty(none.Rows);
    }

    [Fact(DisplayName = "[CC79] a player is found once, by open and by resolved chats, the latest first")]
    public async Task FindPlayers_SeveralChats_FindsEachPlayerOnce()
    {
        var name = Guid.NewGuid().ToString("n");
        var first = await world.NewPlayerAsync($"First {name}");
        var second = await world.NewPlayerAsync($"Second {name}");
        await world.OpenChatAsync(first, "resolved");
        await world.OpenChatAsync(second, "resolved");
        await world.OpenChatAsync(first);

        var found = await world.RunAsync(world.Hugo, "select * from find_players($1)", name.ToUpperInvariant());

        Assert.Equal([first.Id, second.Id], found.Rows.Select(row => (Guid)row["player_id"]!));
        Assert.Equal([$"First {name}", $"Second {name}"], found.Rows.Select(row => (string)row["player_name"]!));
    }

    private async Task<Guid> OpenAsync(TestPerson player, string subject)
    {
        var chat = await world.RunAsync(
            player, "insert into chat_requests (player_id, subject) values ($1, $2) returning id", player.Id, subject);
        return chat.Get<Guid>("id");
    }
}
