using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract.Support;

/// <summary>A chat's messages as they are in the table.</summary>
internal static class StoredThread
{
    /// <summary>The messages are numbered 1 to <paramref name="count"/>, in the order of their times, and the chat says so.</summary>
    public static async Task AssertContiguousAsync(TestDatabase database, Guid chat, int count)
    {
        var numbers = await database.ScalarAsync<int[]>(
            "select array_agg(message_no order by created_at, message_no) from chat_messages where chat_request_id = $1",
            chat);

        Assert.Equal(Enumerable.Range(1, count), numbers ?? []);
        Assert.Equal(
            count, await database.ScalarAsync<int>("select message_count from chat_requests where id = $1", chat));
    }
}
