using Npgsql;
using PortalChat.Database.Sessions;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

public sealed class SendSupportMessageTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task SendSupportMessage_TwentyAtOnce_MakeOneChatNumberedWithoutAGap()
    {
        var alice = await _database.CreatePersonAsync("Alice");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(alice, Guid.NewGuid())));

        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from chat_requests"));
        Assert.Equal(
            Enumerable.Range(1, 20),
            await _database.ScalarAsync<int[]>("select array_agg(message_no order by message_no) from chat_messages"));
        Assert.Equal(20, await _database.ScalarAsync<int>("select message_count from chat_requests"));
    }

    private Task<int> SendAsync(TestPerson person, Guid messageId)
    {
        var statement = new NpgsqlBatchCommand("select message_no from send_support_message('Hello', $1)")
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = messageId } },
        };
        return _database.Sessions.RunAsync(
            person.Caller,
            SessionSettings.Default,
            statement,
            async (reader, cancellationToken) =>
            {
                await reader.ReadAsync(cancellationToken);
                return reader.GetInt32(0);
            },
            CancellationToken.None);
    }
}
