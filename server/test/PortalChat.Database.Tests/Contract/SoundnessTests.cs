using Npgsql;
using PortalChat.Database.Tests.Contract.Support;

namespace PortalChat.Database.Tests.Contract;

/// <summary>
/// What no chat is like, whoever writes it: asked past the triggers and the policies, which let nobody come that far, and
/// each beside the nearest that is allowed.
/// </summary>
public sealed class SoundnessTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    [Theory(DisplayName = "[CC5] [CC7] [CC61] a chat that is not sound is not stored, and the refusal says why")]
    [InlineData("status = 'waiting', gre_staff_id = $gre", "status = 'waiting', gre_staff_id = null", "A waiting chat has no GRE.")]
    [InlineData("status = 'active', gre_staff_id = null", "status = 'active', gre_staff_id = $gre", "An active chat has a GRE.")]
    [InlineData("category = '2nd'", "category = 'second_2'", "A category is a lower-case word")]
    [InlineData("subject = repeat('ä', 201)", "subject = repeat('ä', 200)", "A subject has at most 200 characters.")]
    [InlineData("rating = 0", "rating = 1", "A rating is 1 to 5.")]
    [InlineData("rating = 6", "rating = 5", "A rating is 1 to 5.")]
    [InlineData("rating_comment = repeat('ä', 1001)", "rating_comment = repeat('ä', 1000)", "A comment on a rating has at most 1000 characters.")]
    [InlineData("player_read_no = 2", "player_read_no = 1", "Nobody has read more messages than there are.")]
    [InlineData("player_read_no = -1", "player_read_no = 0", "Nobody has read more messages than there are.")]
    [InlineData("gre_read_no = 2", "gre_read_no = 1", "Nobody has read more messages than there are.")]
    [InlineData("gre_read_no = -1", "gre_read_no = 0", "Nobody has read more messages than there are.")]
    public async Task Update_PastTheTriggers_IsCheckedStill(string wrong, string right, string reason)
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player);
        await world.WriteAsync(player, chat, player.Id);
        var before = await world.SnapshotAsync(chat);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => UpdateAsync(chat, wrong));

        Assert.Equal(("23514", "a_chat_is_sound", "chat_requests"), (refused.SqlState, refused.ConstraintName, refused.TableName));
        Assert.StartsWith(reason, refused.MessageText, StringComparison.Ordinal);
        Assert.Equal(before, await world.SnapshotAsync(chat));
        Assert.Equal(1, await UpdateAsync(chat, right));
    }

    [Fact(DisplayName = "[CC5] a player is told what is wrong with a subject in words")]
    public async Task Open_TooLongASubject_SaysSo()
    {
        var player = await world.NewPlayerAsync();

        var answer = await world.RunAsync(player, "select send_support_message('Hello', subject => repeat('x', 201))");

        answer.AssertRefused("23514", "A subject has at most 200 characters.");
        Assert.Equal(0L, await world.Database.ScalarAsync<long>("select count(*) from chat_requests where player_id = $1", player.Id));
    }

    private async Task<int> UpdateAsync(Guid chat, string columns)
    {
        await using var connection = new NpgsqlConnection(world.Database.SuperuserConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using (var replica = new NpgsqlCommand("set session_replication_role = replica", connection))
            await replica.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var update = new NpgsqlCommand(
            $"update chat_requests set {columns.Replace("$gre", $"'{world.Grace.Id}'", StringComparison.Ordinal)} where id = $1", connection)
        {
            Parameters = { new() { Value = chat } },
        };
        return await update.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
