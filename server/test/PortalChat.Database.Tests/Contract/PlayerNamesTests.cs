using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>The names that players are found by: those of their chats, and gone with them.</summary>
public sealed class PlayerNamesTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    [Fact(DisplayName = "[CC79] [CC16] a player is found by each name that a chat of his has, once, by the latest that matches")]
    public async Task FindPlayers_AfterANewName_FindsByBoth()
    {
        var unique = Guid.NewGuid().ToString("n");
        var player = await world.NewPlayerAsync($"Old {unique}");
        await world.OpenChatAsync(player, "resolved");
        await RenameAsync(player, $"New {unique}");
        Assert.Equal([$"Old {unique}"], await FindAsync(unique));

        await world.OpenChatAsync(player, "resolved");
        Assert.Equal([$"New {unique}"], await FindAsync(unique));
        Assert.Equal([$"Old {unique}"], await FindAsync($"Old {unique}"));

        // And back again.
        await RenameAsync(player, $"Old {unique}");
        await world.OpenChatAsync(player);
        Assert.Equal([$"Old {unique}"], await FindAsync(unique));
        Assert.Equal([$"New {unique}"], await FindAsync($"New {unique}"));
    }

    [Fact(DisplayName = "[CC79] a name is found as long as a chat has it")]
    public async Task FindPlayers_OfDeletedChats_FindsNobody()
    {
        var unique = Guid.NewGuid().ToString("n");
        var player = await world.NewPlayerAsync(unique);
        var first = await world.OpenChatAsync(player, "resolved");
        var second = await world.OpenChatAsync(player);

        await world.Database.ExecuteAsync("delete from public.chat_requests where id = $1", second);
        Assert.Equal([unique], await FindAsync(unique));
        await world.Database.ExecuteAsync("delete from public.chat_requests where id = $1", first);
        Assert.Empty(await FindAsync(unique));

        // A chat of somebody else's with the same name stays.
        await world.OpenChatAsync(player);
        await world.OpenChatAsync(await world.NewPlayerAsync(unique));
        Assert.Equal([unique, unique], await FindAsync(unique));
        await world.Database.ExecuteAsync("delete from auth.users where id = $1", player.Id);
        Assert.Equal([unique], await FindAsync(unique));
    }

    [Fact(DisplayName = "[CC79] an emptied table of chats leaves no name")]
    public async Task FindPlayers_OfTruncatedChats_FindsNobody()
    {
        await world.OpenChatAsync(await world.NewPlayerAsync());
        await using var connection = await world.Database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await CountAsync());
        await using (var truncate = connection.CreateCommand())
        {
            truncate.CommandText = "truncate public.chat_requests cascade";
            await truncate.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, await CountAsync());

        async Task<long> CountAsync()
        {
            await using var count = connection.CreateCommand();
            count.CommandText = "select count(*) from portalchat.player_names";
            return (long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }
    }

    [Fact(DisplayName = "[CC79] who opens a chat while another of his is deleted keeps his name")]
    public async Task FindPlayers_ChatOpenedWhileAnotherIsDeleted_IsFound()
    {
        var unique = Guid.NewGuid().ToString("n");
        var player = await world.NewPlayerAsync(unique);
        var old = await world.OpenChatAsync(player, "resolved");
        await using var connection = await world.Database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var open = connection.CreateCommand())
        {
            open.CommandText = "insert into public.chat_requests (player_id) values ($1)";
            open.Parameters.AddWithValue(player.Id);
            await open.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var deleting = world.Database.ExecuteAsync("delete from public.chat_requests where id = $1", old);
        while (await world.Database.ScalarAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await deleting;

        Assert.Equal([unique], await FindAsync(unique));
    }

    [Theory(DisplayName = "[CC79] names of players cannot be read past the function, nor written")]
    [InlineData("select * from portalchat.player_names")]
    [InlineData("insert into portalchat.player_names (player_id, player_name, last_chat_at) values (auth.uid(), 'x', now())")]
    [InlineData("update portalchat.player_names set player_name = 'x'")]
    [InlineData("delete from portalchat.player_names")]
    public async Task PlayerNames_ByHand_AreRefused(string statement)
    {
        var unique = Guid.NewGuid().ToString("n");
        var player = await world.NewPlayerAsync(unique);
        await world.OpenChatAsync(player);
        Assert.Equal([unique], await FindAsync(unique));

        foreach (var kind in (string[])["anon", "service", "player", "gre", "lead"])
        {
            Assert.Equal("42501", (await world.RunAsync(world.Caller(kind, player), statement)).Code);
        }

        Assert.Equal([unique], await FindAsync(unique));
    }

    private async Task<IEnumerable<string>> FindAsync(string search) =>
        (await world.RunAsync(world.Hugo, "select player_name from find_players($1)", search)).Rows
            .Select(row => (string)row["player_name"]!);

    private Task RenameAsync(TestPerson player, string name) => world.Database.ExecuteAsync(
        "update auth.users set raw_user_meta_data = jsonb_build_object('display_name', $2::text) where id = $1", player.Id, name);
}
