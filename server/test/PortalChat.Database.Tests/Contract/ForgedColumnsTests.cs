using PortalChat.Database.Tests.Contract.Support;

namespace PortalChat.Database.Tests.Contract;

/// <summary>What the database sets cannot be set by anybody else: ignored in an insert, refused in an update.</summary>
public sealed class ForgedColumnsTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    public static TheoryData<string, string> ChatColumns => new()
    {
        { "player_name", "'Forged'" },
        { "gre_staff_name", "'Forged'" },
        { "created_at", "'2001-01-01Z'" },
        { "updated_at", "'2001-01-01Z'" },
        { "assigned_at", "'2001-01-01Z'" },
        { "first_reply_at", "'2001-01-01Z'" },
        { "resolved_at", "'2001-01-01Z'" },
        { "resolved_by", "gen_random_uuid()" },
        { "message_count", "77" },
        { "last_message_at", "'2001-01-01Z'" },
        { "last_message_text", "'Forged'" },
        { "last_sender_type", "'gre'" },
        { "player_read_no", "77" },
        { "gre_read_no", "77" },
        { "rating", "5" },
        { "rating_comment", "'Forged'" },
    };

    public static TheoryData<string, string> FixedColumns
    {
        get
        {
            var cases = new TheoryData<string, string>
            {
                { "id", "gen_random_uuid()" },
                { "player_id", "$hugo" },
                { "category", "'payments'" },
                { "subject", "'Forged'" },
                { "priority", "'low'" },
            };
            string[] changeable = ["player_read_no", "gre_read_no", "rating", "rating_comment"];
            foreach (var row in ChatColumns.Where(row => !changeable.Contains(row.Data.Item1)))
            {
                cases.Add(row.Data.Item1, row.Data.Item2);
            }

            return cases;
        }
    }

    [Theory(DisplayName = "[CC23] forged in the insert of a chat")]
    [MemberData(nameof(ChatColumns))]
    public async Task InsertChat_WithForgedColumn_StoresTheDatabasesOwn(string column, string value)
    {
        var player = await world.NewPlayerAsync();
        var forged = await world.Database.ScalarAsync<string>($"select {value}::text");

        foreach (var caller in new[] { "player", "lead", "service" })
        {
            var chat = await world.RunAsync(
                world.Caller(caller, player),
                $"insert into chat_requests (player_id, {column}) values ($1, {value}) returning id",
                player.Id);
            var id = chat.Get<Guid>("id");

            var stored = await world.ChatAsync<string>(id, $"{column}::text");
            Assert.NotEqual(forged, stored);
            Assert.DoesNotContain("2001-01-01", stored ?? "", StringComparison.Ordinal);
            await world.RunAsync(player, "select from resolve_chat($1)", id);
        }
    }

    [Theory(DisplayName = "[CC40] [CC13] [CC80] forged in the update of a chat")]
    [MemberData(nameof(FixedColumns))]
    public async Task UpdateChat_WithFixedColumn_IsRefusedByName(string column, string value)
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player, "active");
        var before = await world.SnapshotAsync(chat);
        var forged = value.Replace("$hugo", $"'{world.Hugo.Id}'", StringComparison.Ordinal);

        foreach (var caller in new[] { "player", "gre", "lead", "service" })
        {
            var answer = await world.RunAsync(
                world.Caller(caller, player), $"update chat_requests set {column} = {forged} where id = $1", chat);

            answer.AssertRefused("42501", $"This cannot be changed: {column}.");
        }

        Assert.Equal(before, await world.SnapshotAsync(chat));
    }

    [Theory(DisplayName = "[CC54] forged in the insert of a message")]
    [InlineData("message_no", "77")]
    [InlineData("message_no", "0")]
    [InlineData("created_at", "'2001-01-01Z'")]
    [InlineData("created_at", "'2999-01-01Z'")]
    public async Task InsertMessage_WithForgedColumn_StoresTheDatabasesOwn(string column, string value)
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player);

        foreach (var caller in new[] { "player", "service" })
        {
            var answer = await world.RunAsync(
                world.Caller(caller, player),
                $"""
                insert into chat_messages (chat_request_id, player_id, sender_id, sender_type, message_text, {column})
                values ($1, $2, $2, 'player', 'Hello', {value})
                """,
                chat,
                player.Id);
            Assert.Equal("", answer.Code);
        }

        Assert.True(await world.Database.ScalarAsync<bool>(
            """
            select array_agg(message_no order by message_no) = array[1, 2]
              and bool_and(created_at between now() - interval '1 hour' and now() + interval '1 hour')
            from chat_messages where chat_request_id = $1
            """,
            chat));
    }

    [Theory(DisplayName = "[CC56] [CC18] nobody changes or deletes a message, and people delete no chat")]
    [InlineData("update chat_messages set message_text = 'Forged' where chat_request_id = $1")]
    [InlineData("update chat_messages set message_no = 9 where chat_request_id = $1")]
    [InlineData("delete from chat_messages where chat_request_id = $1")]
    [InlineData("delete from chat_requests where id = $1")]
    public async Task ChangeOrDelete_ByPeople_IsRefused(string sql)
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player, "active");
        await world.WriteAsync(player, chat, player.Id);
        var before = await world.SnapshotAsync(chat);

        foreach (var caller in new[] { "anon", "player", "other player", "gre", "lead" })
        {
            (await world.RunAsync(world.Caller(caller, player), sql, chat)).AssertRefused("42501", "permission denied");
        }

        Assert.Equal(before, await world.SnapshotAsync(chat));
    }

    [Fact(DisplayName = "[CC56] [CC18] the service role deletes a chat with its messages, but no message by itself")]
    public async Task Delete_ByTheServiceRole_TakesAWholeChat()
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player, "active");
        await world.WriteAsync(player, chat, player.Id);
        var service = world.Caller("service", player);

        var message = await world.RunAsync(service, "delete from chat_messages where chat_request_id = $1", chat);
        var whole = await world.RunAsync(service, "delete from chat_requests where id = $1 returning id", chat);

        message.AssertRefused("42501", "permission denied");
        Assert.Equal(chat, whole.Get<Guid>("id"));
        Assert.Equal(0, await world.Database.ScalarAsync<long>(
            "select count(*) from chat_messages where chat_request_id = $1", chat));
    }
}
