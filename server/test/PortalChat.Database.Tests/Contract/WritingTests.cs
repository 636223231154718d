using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>Who may write which message into which chat.</summary>
public sealed class WritingTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const string Honest = "player_id: $player, sender_id: $self, ";

    private const string Cases =
        $"""
        message                                                         | caller       | waiting | active | resolved
        {Honest}sender_type: 'player'                                   | player       | ok      | ok     | PT409
        {Honest}sender_type: 'player'                                   | other player | 42501   | 42501  | 42501
        {Honest}sender_type: 'gre'                                      | gre          | 42501   | ok     | PT409
        {Honest}sender_type: 'gre'                                      | other gre    | 42501   | 42501  | PT409
        {Honest}sender_type: 'gre'                                      | lead         | ok      | ok     | PT409
        player_id: $player, sender_id: $grace, sender_type: 'gre'       | service      | ok      | ok     | PT409
        player_id: $player, sender_id: $player, sender_type: 'player'   | service      | ok      | ok     | PT409
        player_id: $player, sender_id: $grace, sender_type: 'player'    | service      | 23514   | 23514  | PT409
        {Honest}sender_type: 'player'                                   | anon         | 42501   | 42501  | 42501
        {Honest}sender_type: 'gre'                                      | player       | 42501   | 42501  | 42501
        {Honest}sender_type: 'player'                                   | gre          | 42501   | 42501  | 42501
        {Honest}sender_type: 'player'                                   | lead         | 42501   | 42501  | 42501
        {Honest}sender_type: null                                       | player       | 42501   | 42501  | 42501
        {Honest}sender_type: 'system'                                   | player       | 22P02   | 22P02  | 22P02
        player_id: $player, sender_id: $grace, sender_type: 'gre'       | player       | 42501   | 42501  | 42501
        player_id: $player, sender_id: $grace, sender_type: 'player'    | player       | 42501   | 42501  | 42501
        player_id: $player, sender_id: null, sender_type: 'player'      | player       | 42501   | 42501  | 42501
        player_id: $player, sender_id: $player, sender_type: 'player'   | other player | 42501   | 42501  | 42501
        player_id: $bruno, sender_id: $self, sender_type: 'player'      | other player | 42501   | 42501  | 42501
        player_id: $player, sender_id: $player, sender_type: 'player'   | gre          | 42501   | 42501  | 42501
        player_id: $player, sender_id: $grace, sender_type: 'gre'       | other gre    | 42501   | 42501  | 42501
        player_id: $player, sender_id: $grace, sender_type: 'gre'       | lead         | 42501   | 42501  | 42501
        player_id: $bruno, sender_id: $self, sender_type: 'player'      | player       | 23514   | 23514  | 23514
        player_id: null, sender_id: $self, sender_type: 'player'        | player       | 23514   | 23514  | 23514
        player_id: $bruno, sender_id: $self, sender_type: 'gre'         | gre          | 23514   | 23514  | 23514
        player_id: $bruno, sender_id: $self, sender_type: 'gre'         | lead         | 23514   | 23514  | 23514
        player_id: $bruno, sender_id: $grace, sender_type: 'gre'        | service      | 23503   | 23503  | PT409
        {Honest}sender_type: 'player', message_text: ''                 | player       | 23514   | 23514  | PT409
        {Honest}sender_type: 'player', message_text: repeat('ä', 4000)  | player       | ok      | ok     | PT409
        {Honest}sender_type: 'player', message_text: repeat('ä', 4001)  | player       | 23514   | 23514  | PT409
        {Honest}sender_type: 'player', message_text: null               | player       | 23502   | 23502  | PT409
        """;

    public static TheoryData<string, string, string, string> WritingCases => Matrix.Read(Cases);

    [Theory(DisplayName = "[CC5] [CC9] [CC50] [CC51] [CC52] [CC59] [CC80] write")]
    [MemberData(nameof(WritingCases))]
    public async Task Insert_ByCallerInStatus_StoresOrRefuses(string message, string kind, string status, string expected)
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player, status);
        var caller = world.Caller(kind, player);
        var before = await world.SnapshotAsync(chat);
        var values = Columns.Parse(message);
        values.TryAdd("message_text", "'Hello'");

        var answer = await world.RunAsync(caller, Columns.Insert("chat_messages", values, "chat_request_id")
            .Replace("$chat_request_id", $"'{chat}'", StringComparison.Ordinal)
            .Replace("$player", $"'{player.Id}'", StringComparison.Ordinal)
            .Replace("$self", caller.Subject is { } self ? $"'{self}'" : "null", StringComparison.Ordinal)
            .Replace("$grace", $"'{world.Grace.Id}'", StringComparison.Ordinal)
            .Replace("$bruno", $"'{world.Bruno.Id}'", StringComparison.Ordinal));

        Assert.Equal(expected == "ok" ? "" : expected, answer.Code);
        if (expected == "ok")
        {
            Assert.Equal(1, await world.ChatAsync<int>(chat, "message_count"));
        }
        else
        {
            Assert.NotEqual("", answer.Message);
            Assert.Equal(before, await world.SnapshotAsync(chat));
        }
    }

    [Fact(DisplayName = "[CC51] [CC82] to a player somebody else's chat and no chat look the same; staff are told")]
    public async Task Insert_WhereThereIsNoChat_TellsOnlyStaff()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice);

        var others = await world.WriteAsync(world.Bruno, chat, world.Bruno.Id);
        var none = await world.WriteAsync(world.Bruno, Guid.NewGuid(), world.Bruno.Id);
        var staff = await world.WriteAsync(world.Lena, Guid.NewGuid(), alice.Id);

        others.AssertRefused("42501", "You can write only in your own chat.");
        Assert.Equal(
            (others.Code, others.Message, others.Hint, others.Refusal?.Detail),
            (none.Code, none.Message, none.Hint, none.Refusal?.Detail));
        staff.AssertRefused("PT404", "There is no such chat.");
    }

    [Fact(DisplayName = "[CC81] a GRE is told who has the chat, and what to do")]
    public async Task Insert_ByAnotherGre_NamesTheOneWhoHasIt()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice, "active");

        var answer = await world.WriteAsync(world.Hugo, chat, alice.Id);

        answer.AssertRefused("42501", "This chat belongs to Grace.");
        Assert.Equal("Only they or a lead can answer in it.", answer.Hint);
    }
}
