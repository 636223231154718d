using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>What is published, and who may use which private channel, as Realtime asks it.</summary>
public sealed class LiveTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const string Cases =
        """
        topic          | caller       | read | write
        chat:$chat     | player       | yes  | yes
        chat:$chat     | other player | no   | no
        chat:$chat     | gre          | yes  | yes
        chat:$chat     | other gre    | yes  | yes
        chat:$chat     | lead         | yes  | yes
        chat:$chat     | anon         | no   | no
        chat:$upper    | player       | no   | no
        chat:$nobody   | lead         | no   | no
        chat:          | lead         | no   | no
        chat:$chat:x   | player       | no   | no
        staff          | player       | no   | no
        staff          | gre          | yes  | yes
        staff          | lead         | yes  | yes
        staff          | anon         | no   | no
        lobby          | lead         | no   | no
        """;

    public static TheoryData<string, string, string, string> TopicCases => Matrix.Read(Cases);

    [Theory(DisplayName = "[CC91] private channel")]
    [MemberData(nameof(TopicCases))]
    public async Task Topic_ByCaller_IsOpenOrNot(string topic, string kind, string direction, string expected)
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player, "active");
        var name = topic
            .Replace("$chat", $"{chat}", StringComparison.Ordinal)
            .Replace("$upper", $"{chat}".ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("$nobody", $"{Guid.NewGuid()}", StringComparison.Ordinal);

        foreach (var extension in new[] { "broadcast", "presence" })
        {
            Assert.Equal(expected == "yes", await IsOpenAsync(name, extension, kind, direction == "write"));
        }

        Assert.False(await IsOpenAsync(name, "other", kind, direction == "write"));

        // A row is there for whoever may read it.
        async Task<bool> IsOpenAsync(string channel, string kindOfMessage, string who, bool write)
        {
            await world.Database.ExecuteAsync(
                "insert into realtime.messages (topic, extension) values ($1, $2)", channel, kindOfMessage);
            var answer = await world.RunAsync(
                world.Caller(who, player),
                write
                    ? "with topic as (select set_config('realtime.topic', $1, true) as name)"
                        + " insert into realtime.messages (topic, extension) select name, $2 from topic"
                    : "select 1 from (select set_config('realtime.topic', $1, true) as name offset 0) as t"
                        + " cross join lateral (select 1 from realtime.messages where topic = t.name and extension = $2 limit 1) as m",
                channel,
                kindOfMessage);
            return answer.Code == "" && (write || answer.Rows.Count > 0);
        }
    }

    [Fact(DisplayName = "[CC90] the publication has both tables, for inserts, updates and deletes")]
    public async Task Publication_HasBothTables()
    {
        Assert.Equal("chat_messages chat_requests", await world.Database.ScalarAsync<string>(
            """
            select string_agg(t.tablename, ' ' order by t.tablename)
            from pg_publication_tables as t join pg_publication as p on p.pubname = t.pubname
            where t.pubname = 'supabase_realtime' and p.pubinsert and p.pubupdate and p.pubdelete
              and t.attnames is not null and t.rowfilter is null
            """));
    }
}
