using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>Who may say what has been read. The chat has one message of each side, both read by nobody else.</summary>
public sealed class ReadMarkersTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const string Cases =
        """
        change                      | caller       | waiting | active | resolved
        player_read_no = 2          | player       | ok      | ok     | ok
        player_read_no = 2          | other player | none    | none   | none
        player_read_no = 2          | gre          | 42501   | 42501  | 42501
        player_read_no = 2          | lead         | 42501   | 42501  | 42501
        player_read_no = 2          | service      | ok      | ok     | ok
        gre_read_no = 2             | player       | 42501   | 42501  | 42501
        gre_read_no = 2             | other player | none    | none   | none
        gre_read_no = 2             | gre          | 42501   | ok     | ok
        gre_read_no = 2             | other gre    | 42501   | 42501  | 42501
        gre_read_no = 2             | lead         | ok      | ok     | ok
        gre_read_no = 2             | service      | ok      | ok     | ok
        gre_read_no = 2             | anon         | 42501   | 42501  | 42501
        player_read_no = 0          | player       | same    | same   | same
        player_read_no = -1         | player       | same    | same   | same
        gre_read_no = 0             | lead         | same    | same   | same
        mark_chat_read($chat, 2)    | player       | ok      | ok     | ok
        mark_chat_read($chat, 99)   | player       | ok      | ok     | ok
        mark_chat_read($chat, 1)    | player       | same    | same   | same
        mark_chat_read($chat, -5)   | player       | same    | same   | same
        mark_chat_read($chat, null) | player       | 23514   | 23514  | 23514
        mark_chat_read($chat, 2)    | other player | PT404   | PT404  | PT404
        mark_chat_read($chat, 2)    | gre          | 42501   | ok     | ok
        mark_chat_read($chat, 2)    | other gre    | 42501   | 42501  | 42501
        mark_chat_read($chat, 2)    | lead         | ok      | ok     | ok
        mark_chat_read($chat, 2)    | service      | 42501   | 42501  | 42501
        mark_chat_read($chat, 2)    | anon         | 42501   | 42501  | 42501
        """;

    public static TheoryData<string, string, string, string> MarkerCases => Matrix.Read(Cases);

    [Theory(DisplayName = "[CC60] [CC61] [CC76] read marker")]
    [MemberData(nameof(MarkerCases))]
    public async Task Mark_ByCallerInStatus_MovesOrRefuses(string change, string kind, string status, string expected)
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player);
        await world.WriteAsync(player, chat, player.Id);
        await world.WriteAsync(world.Lena, chat, player.Id);
        await world.BringToAsync(chat, status);
        var before = await world.SnapshotAsync(chat);

        var sql = change.StartsWith("mark", StringComparison.Ordinal)
            ? $"select * from {change}"
            : $"update chat_requests set {change} where id = $chat returning *";
        var answer = await world.RunAsync(
            world.Caller(kind, player), sql.Replace("$chat", $"'{chat}'", StringComparison.Ordinal));

        var after = await world.SnapshotAsync(chat);
        if (expected == "ok")
        {
            var side = change.StartsWith("gre", StringComparison.Ordinal) || kind is "gre" or "lead" ? "gre" : "player";
            Assert.Equal(2, answer.Get<int>($"{side}_read_no"));
            Assert.Equal(2, await world.ChatAsync<int>(chat, $"{side}_read_no"));
        }
        else
        {
            Assert.Equal(expected is "same" or "none" ? "" : expected, answer.Code);
            Assert.Equal(expected == "same" ? 1 : 0, answer.Rows.Count);
            Assert.Equal(before, after);
        }
    }
}
