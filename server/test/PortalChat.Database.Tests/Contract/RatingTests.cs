using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

public sealed class RatingTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const string Cases =
        """
        change                               | caller       | waiting | active | resolved
        rating = 4                           | player       | PT409   | PT409  | ok
        rating = 4                           | other player | none    | none   | none
        rating = 4                           | gre          | 42501   | 42501  | 42501
        rating = 4                           | lead         | 42501   | 42501  | 42501
        rating = 4                           | service      | PT409   | PT409  | ok
        rating = 4                           | anon         | 42501   | 42501  | 42501
        rating_comment = 'Kind'              | gre          | 42501   | 42501  | 42501
        rating_comment = 'Kind'              | player       | PT409   | PT409  | ok
        rating_comment = repeat('ä', 1001)   | player       | PT409   | PT409  | 23514
        rating = 0                           | player       | PT409   | PT409  | 23514
        rating = 6                           | player       | PT409   | PT409  | 23514
        rate_chat($chat, 4)                  | player       | PT409   | PT409  | ok
        rate_chat($chat, 4, 'Kind')          | player       | PT409   | PT409  | ok
        rate_chat($chat, 0)                  | player       | 23514   | 23514  | 23514
        rate_chat($chat, 6)                  | player       | 23514   | 23514  | 23514
        rate_chat($chat, 100000)             | player       | 23514   | 23514  | 23514
        rate_chat($chat, null)               | player       | 23514   | 23514  | 23514
        rate_chat($chat, 4)                  | other player | PT404   | PT404  | PT404
        rate_chat($chat, 4)                  | gre          | 42501   | 42501  | 42501
        rate_chat($chat, 4)                  | lead         | 42501   | 42501  | 42501
        rate_chat($chat, 4)                  | service      | 42501   | 42501  | 42501
        rate_chat($chat, 4)                  | anon         | 42501   | 42501  | 42501
        """;

    public static TheoryData<string, string, string, string> RatingCases => Matrix.Read(Cases);

    [Theory(DisplayName = "[CC5] [CC62] [CC77] rate")]
    [MemberData(nameof(RatingCases))]
    public async Task Rate_ByCallerInStatus_RatesOrRefuses(string change, string kind, string status, string expected)
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player, status);
        var before = await world.SnapshotAsync(chat);

        var sql = change.StartsWith("rate_", StringComparison.Ordinal)
            ? $"select * from {change}"
            : $"update chat_requests set {change} where id = $chat returning *";
        var answer = await world.RunAsync(
            world.Caller(kind, player), sql.Replace("$chat", $"'{chat}'", StringComparison.Ordinal));

        if (expected == "ok")
        {
            Assert.Equal(change.Contains('4', StringComparison.Ordinal) ? (short)4 : null, answer.Row["rating"]);
            Assert.Equal(change.Contains("Kind", StringComparison.Ordinal) ? "Kind" : null, answer.Row["rating_comment"]);
        }
        else
        {
            Assert.Equal(expected == "none" ? "" : expected, answer.Code);
            Assert.Empty(answer.Rows);
            Assert.Equal(before, await world.SnapshotAsync(chat));
        }
    }

    [Fact(DisplayName = "[CC62] [CC77] the player may think again; a rating without a comment clears the one there was")]
    public async Task Rate_Again_ReplacesBoth()
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player, "resolved");

        await world.RunAsync(player, "select from rate_chat($1, 1, 'Slow')", chat);
        var again = await world.RunAsync(player, "select * from rate_chat($1, 5)", chat);

        Assert.Equal((short)5, again.Row["rating"]);
        Assert.Null(again.Row["rating_comment"]);
    }
}
