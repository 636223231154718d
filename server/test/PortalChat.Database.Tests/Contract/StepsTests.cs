using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>
/// Every step, from every status, by every kind of caller, as a plain update and as a function. A cell says what comes of
/// it: <c>ok</c> the chat is in the step's status, <c>same</c> it is returned and nothing changed, <c>none</c> no row is
/// there for this caller, else the SQLSTATE of the refusal.
/// </summary>
public sealed class StepsTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const string Updates =
        """
        update                                    | caller       | waiting | active | resolved
        status = 'active', gre_staff_id = $self   | player       | 42501   | 42501  | 42501
        status = 'active', gre_staff_id = $self   | other player | none    | none   | none
        status = 'active', gre_staff_id = $self   | gre          | ok      | same   | ok
        status = 'active', gre_staff_id = $self   | other gre    | ok      | PT409  | ok
        status = 'active', gre_staff_id = $self   | lead         | ok      | ok     | ok
        status = 'active', gre_staff_id = $self   | service      | 23514   | 23514  | 23514
        status = 'active', gre_staff_id = $self   | anon         | 42501   | 42501  | 42501
        status = 'active'                         | player       | 42501   | same   | 42501
        status = 'active'                         | other player | none    | none   | none
        status = 'active'                         | gre          | ok      | same   | ok
        status = 'active'                         | other gre    | ok      | same   | ok
        status = 'active'                         | lead         | ok      | same   | ok
        status = 'active'                         | service      | 23514   | same   | ok
        status = 'active'                         | anon         | 42501   | 42501  | 42501
        status = 'active', gre_staff_id = $iris   | player       | 42501   | 42501  | 42501
        status = 'active', gre_staff_id = $iris   | other player | none    | none   | none
        status = 'active', gre_staff_id = $iris   | gre          | 42501   | ok     | 42501
        status = 'active', gre_staff_id = $iris   | other gre    | 42501   | 42501  | 42501
        status = 'active', gre_staff_id = $iris   | lead         | ok      | ok     | ok
        status = 'active', gre_staff_id = $iris   | service      | ok      | ok     | ok
        status = 'active', gre_staff_id = $iris   | anon         | 42501   | 42501  | 42501
        status = 'active', gre_staff_id = $player | gre          | 42501   | 23514  | 42501
        status = 'active', gre_staff_id = $player | lead         | 23514   | 23514  | 23514
        status = 'active', gre_staff_id = $player | service      | 23514   | 23514  | 23514
        gre_staff_id = $iris                      | player       | 42501   | 42501  | 42501
        gre_staff_id = $iris                      | other player | none    | none   | none
        gre_staff_id = $iris                      | gre          | PT409   | ok     | PT409
        gre_staff_id = $iris                      | other gre    | PT409   | 42501  | PT409
        gre_staff_id = $iris                      | lead         | PT409   | ok     | PT409
        gre_staff_id = $iris                      | service      | PT409   | ok     | PT409
        gre_staff_id = $iris                      | anon         | 42501   | 42501  | 42501
        gre_staff_id = null                       | player       | same    | 42501  | 42501
        gre_staff_id = null                       | other player | none    | none   | none
        gre_staff_id = null                       | gre          | same    | 23514  | PT409
        gre_staff_id = null                       | other gre    | same    | 42501  | PT409
        gre_staff_id = null                       | lead         | same    | 23514  | PT409
        gre_staff_id = null                       | service      | same    | 23514  | PT409
        gre_staff_id = null                       | anon         | 42501   | 42501  | 42501
        status = 'waiting'                        | player       | same    | 42501  | 42501
        status = 'waiting'                        | other player | none    | none   | none
        status = 'waiting'                        | gre          | same    | ok     | PT409
        status = 'waiting'                        | other gre    | same    | 42501  | PT409
        status = 'waiting'                        | lead         | same    | ok     | PT409
        status = 'waiting'                        | service      | same    | ok     | PT409
        status = 'waiting'                        | anon         | 42501   | 42501  | 42501
        status = 'resolved'                       | player       | ok      | ok     | same
        status = 'resolved'                       | other player | none    | none   | none
        status = 'resolved'                       | gre          | ok      | ok     | same
        status = 'resolved'                       | other gre    | ok      | 42501  | same
        status = 'resolved'                       | lead         | ok      | ok     | same
        status = 'resolved'                       | service      | ok      | ok     | same
        status = 'resolved'                       | anon         | 42501   | 42501  | 42501
        status = 'resolved', gre_staff_id = $iris | player       | PT409   | PT409  | 42501
        status = 'resolved', gre_staff_id = $iris | lead         | PT409   | PT409  | PT409
        """;

    private const string Functions =
        """
        function                    | caller       | waiting | active | resolved
        claim_chat($chat)           | player       | 42501   | 42501  | 42501
        claim_chat($chat)           | other player | PT404   | PT404  | PT404
        claim_chat($chat)           | gre          | ok      | same   | PT409
        claim_chat($chat)           | other gre    | ok      | PT409  | PT409
        claim_chat($chat)           | lead         | ok      | PT409  | PT409
        claim_chat($chat)           | service      | 42501   | 42501  | 42501
        claim_chat($chat)           | anon         | 42501   | 42501  | 42501
        transfer_chat($chat, $iris) | player       | 42501   | 42501  | 42501
        transfer_chat($chat, $iris) | other player | PT404   | PT404  | PT404
        transfer_chat($chat, $iris) | gre          | PT409   | ok     | PT409
        transfer_chat($chat, $iris) | other gre    | PT409   | 42501  | PT409
        transfer_chat($chat, $iris) | lead         | PT409   | ok     | PT409
        transfer_chat($chat, $iris) | service      | 42501   | 42501  | 42501
        transfer_chat($chat, $iris) | anon         | 42501   | 42501  | 42501
        release_chat($chat)         | player       | 42501   | 42501  | 42501
        release_chat($chat)         | other player | PT404   | PT404  | PT404
        release_chat($chat)         | gre          | same    | ok     | PT409
        release_chat($chat)         | other gre    | same    | 42501  | PT409
        release_chat($chat)         | lead         | same    | ok     | PT409
        release_chat($chat)         | service      | 42501   | 42501  | 42501
        release_chat($chat)         | anon         | 42501   | 42501  | 42501
        resolve_chat($chat)         | player       | ok      | ok     | same
        resolve_chat($chat)         | other player | PT404   | PT404  | PT404
        resolve_chat($chat)         | gre          | ok      | ok     | same
        resolve_chat($chat)         | other gre    | ok      | 42501  | same
        resolve_chat($chat)         | lead         | ok      | ok     | same
        resolve_chat($chat)         | service      | 42501   | 42501  | 42501
        resolve_chat($chat)         | anon         | 42501   | 42501  | 42501
        reopen_chat($chat)          | player       | 42501   | 42501  | 42501
        reopen_chat($chat)          | other player | PT404   | PT404  | PT404
        reopen_chat($chat)          | gre          | PT409   | same   | ok
        reopen_chat($chat)          | other gre    | PT409   | PT409  | ok
        reopen_chat($chat)          | lead         | PT409   | PT409  | ok
        reopen_chat($chat)          | service      | 42501   | 42501  | 42501
        reopen_chat($chat)          | anon         | 42501   | 42501  | 42501
        """;

    public static TheoryData<string, string, string, string> UpdateCases => Matrix.Read(Updates);

    public static TheoryData<string, string, string, string> FunctionCases => Matrix.Read(Functions);

    [Theory(DisplayName = "[CC30] [CC31] [CC32] [CC33] [CC34] [CC35] [CC13] update")]
    [MemberData(nameof(UpdateCases))]
    public Task Update_ByCallerFromStatus_DoesOrRefuses(string step, string caller, string from, string expected) =>
        AssertStepAsync($"update chat_requests set {step} where id = $chat returning *", caller, from, expected);

    [Theory(DisplayName = "[CC74] [CC75] [CC78] [CC11] function")]
    [MemberData(nameof(FunctionCases))]
    public Task Function_ByCallerFromStatus_DoesOrRefuses(string step, string caller, string from, string expected) =>
        AssertStepAsync($"select * from {step}", caller, from, expected);

    private async Task AssertStepAsync(string sql, string kind, string from, string expected)
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player, from);
        var caller = world.Caller(kind, player);
        var before = await world.SnapshotAsync(chat);

        var answer = await world.RunAsync(caller, sql
            .Replace("$chat", $"'{chat}'", StringComparison.Ordinal)
            .Replace("$self", caller.Subject is { } self ? $"'{self}'" : "null", StringComparison.Ordinal)
            .Replace("$iris", $"'{world.Iris.Id}'", StringComparison.Ordinal)
            .Replace("$player", $"'{player.Id}'", StringComparison.Ordinal));

        var after = await world.SnapshotAsync(chat);
        switch (expected)
        {
            case "ok":
                Assert.Equal(chat, answer.Get<Guid>("id"));
                Assert.NotEqual(before, after);
                Assert.Equal(await world.ChatAsync<string>(chat, "status::text"), answer.Row["status"]?.ToString());
                break;
            case "same":
                Assert.Equal(chat, answer.Get<Guid>("id"));
                Assert.Equal(before, after);
                break;
            case "none":
                Assert.Equal("", answer.Code);
                Assert.Empty(answer.Rows);
                Assert.Equal(before, after);
                break;
            default:
                Assert.Equal(expected, answer.Code);
                Assert.NotEqual("", answer.Message);
                Assert.Equal(before, after);
                break;
        }
    }
}
