using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Sessions;

/// <summary>A statement that was refused to one caller works for the next one on the same connection.</summary>
public sealed class PreparedStatementsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private NpgsqlDataSource _one = null!;
    private CallerSessions _sessions = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _one = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(
            (await postgres.StartAsync()).Authenticator(_database.Name))
        {
            MaxPoolSize = 1,
        });
        _sessions = new CallerSessions(_one);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Run_AfterRefusalsToAnother_GivesItsRows(int refusals)
    {
        var alice = await _database.CreatePersonAsync("Alice");
        for (var times = 0; times < refusals; times++)
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => CountAsync(Caller.Anonymous));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }

        for (var times = 0; times < 4; times++)
        {
            Assert.Equal(0, await CountAsync(alice.Caller));
        }
    }

    [Fact]
    public async Task Ask_AfterRefusalsToAnother_GivesItsRows()
    {
        var alice = await _database.CreatePersonAsync("Alice");
        for (var times = 0; times < 4; times++)
        {
            var answers = await _sessions.Questions.AskAsync(
                [new(Caller.Anonymous, Count()), new(alice.Caller, Count())],
                async (reader, token) => await reader.ReadAsync(token) ? reader.GetInt64(0) : -1,
                CancellationToken.None);
            Assert.NotNull(answers.All[0].Error);
        }

        Assert.Equal(0, await CountAsync(alice.Caller));
    }

    [Fact]
    public async Task Rehearse_AfterRefusalsToAnother_GivesItsRows()
    {
        var alice = await _database.CreatePersonAsync("Alice");
        for (var times = 0; times < 4; times++)
        {
            Assert.False(await _sessions.Rehearsals.RunAsync(
                (rehearsal, token) => rehearsal.MayAsync(Caller.Anonymous, [], Count(), token), CancellationToken.None));
        }

        for (var times = 0; times < 4; times++)
        {
            Assert.Equal(0, await CountAsync(alice.Caller));
        }
    }

    private static NpgsqlBatchCommand Count() => new("select count(*) from chat_requests");

    private Task<long> CountAsync(Caller caller) => _sessions.RunAsync(
        caller,
        SessionSettings.Default,
        Count(),
        async (reader, token) => await reader.ReadAsync(token) ? reader.GetInt64(0) : -1,
        CancellationToken.None);
}
