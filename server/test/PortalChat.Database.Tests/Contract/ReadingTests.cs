using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>Who sees what. The chat has one message of its player.</summary>
public sealed class ReadingTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const string Cases =
        """
        table         | caller       | waiting | active | resolved
        chat_requests | player       | 1       | 1      | 1
        chat_requests | other player | 0       | 0      | 0
        chat_requests | gre          | 1       | 1      | 1
        chat_requests | other gre    | 1       | 1      | 1
        chat_requests | lead         | 1       | 1      | 1
        chat_requests | service      | 1       | 1      | 1
        chat_requests | anon         | 42501   | 42501  | 42501
        chat_messages | player       | 1       | 1      | 1
        chat_messages | other player | 0       | 0      | 0
        chat_messages | gre          | 1       | 1      | 1
        chat_messages | other gre    | 1       | 1      | 1
        chat_messages | lead         | 1       | 1      | 1
        chat_messages | service      | 1       | 1      | 1
        chat_messages | anon         | 42501   | 42501  | 42501
        """;

    private const string Hidden =
        """
        what                                                     | caller
        select from auth.users                                   | player
        select from auth.users                                   | gre
        select portalchat.display_name(gen_random_uuid(), 'x')   | player
        select portalchat.is_gre(gen_random_uuid())              | player
        select portalchat.caller_is_person()                     | gre
        select portalchat.transition('waiting', 'active')        | gre
        select portalchat.staff_role()                           | anon
        """;

    public static TheoryData<string, string, string, string> ReadingCases => Matrix.Read(Cases);

    public static TheoryData<string, string> HiddenCases => [.. Matrix.Lines(Hidden).Select(line => (line[0], line[1]))];

    [Theory(DisplayName = "[CC11] [CC12] [CC13] read")]
    [MemberData(nameof(ReadingCases))]
    public async Task Select_ByCallerInStatus_SeesOrDoesNot(string table, string kind, string status, string expected)
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player);
        await world.WriteAsync(player, chat, player.Id);
        await world.BringToAsync(chat, status);

        var seen = await world.RunAsync(
            world.Caller(kind, player), $"select id from {table} where player_id = $1", player.Id);

        Assert.Equal(expected, seen.Code == "" ? $"{seen.Rows.Count}" : seen.Code);
    }

    [Theory(DisplayName = "[CC11] [CC12] what the rules use is nobody's to ask")]
    [MemberData(nameof(HiddenCases))]
    public async Task Select_WhatTheRulesUse_IsRefused(string sql, string kind)
    {
        var answer = await world.RunAsync(world.Caller(kind, world.Bruno), sql);

        answer.AssertRefused("42501", "permission denied");
    }
}
