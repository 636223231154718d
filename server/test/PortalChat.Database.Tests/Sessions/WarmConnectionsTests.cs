using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Sessions;

/// <summary>The few connections serve as long as they suffice; the rest, when they do not.</summary>
public sealed class WarmConnectionsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Few = 2;
    private const int Rest = 3;

    private TestDatabase _database = null!;
    private NpgsqlDataSource _few = null!;
    private NpgsqlDataSource _rest = null!;
    private CallerSessions _sessions = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        (_few, _rest) = (await OpenAsync("few", Few), await OpenAsync("rest", Rest));
        _sessions = new CallerSessions(_few, Few, _rest);
    }

    public async ValueTask DisposeAsync()
    {
        await _few.DisposeAsync();
        await _rest.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Run_OneAfterTheOther_StaysWithTheFew()
    {
        for (var times = 0; times < 10; times++)
        {
            Assert.Equal("few", await NameAsync(Task.CompletedTask));
        }
    }

    [Fact]
    public async Task Run_BeyondTheFew_TakesTheRest_AndComesBack()
    {
        var end = new TaskCompletionSource();
        var running = Enumerable.Range(0, Few + Rest).Select(_ => NameAsync(end.Task)).ToList();
        var waits = NameAsync(Task.CompletedTask);
        Assert.False(waits.IsCompleted);

        end.SetResult();
        var names = await Task.WhenAll(running);

        Assert.Equal([.. Enumerable.Repeat("few", Few), .. Enumerable.Repeat("rest", Rest)], names.Order());
        Assert.Equal("rest", await waits);
        Assert.Equal("few", await NameAsync(Task.CompletedTask));
    }

    [Fact]
    public async Task Run_ThatIsRefused_GivesItsPlaceBack()
    {
        for (var times = 0; times < Few + 1; times++)
        {
            await Assert.ThrowsAsync<PostgresException>(() => _sessions.RunAsync(
                Caller.Anonymous,
                SessionSettings.Default,
                new NpgsqlBatchCommand("select * from no_such_table"),
                (_, _) => Task.FromResult(0),
                TestContext.Current.CancellationToken));
        }

        Assert.Equal("few", await NameAsync(Task.CompletedTask));
    }

    [Fact]
    public async Task Run_AfterItsConnectionWasCut_GetsANewOne()
    {
        Assert.Equal("few", await NameAsync(Task.CompletedTask));
        await _database.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name in ('few', 'rest')");

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => NameAsync(Task.CompletedTask));

        for (var times = 0; times < Few + 1; times++)
        {
            Assert.Equal("few", await NameAsync(Task.CompletedTask));
        }
    }

    /// <summary>Which of the two it runs on; it ends no sooner than <paramref name="end"/>.</summary>
    private Task<string> NameAsync(Task end) => _sessions.RunAsync(
        Caller.Anonymous,
        SessionSettings.Default,
        new NpgsqlBatchCommand("select current_setting('application_name')"),
        async (reader, cancellationToken) =>
        {
            await reader.ReadAsync(cancellationToken);
            var name = reader.GetString(0);
            await end.WaitAsync(cancellationToken);
            return name;
        },
        TestContext.Current.CancellationToken);

    private async Task<NpgsqlDataSource> OpenAsync(string name, int connections) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder((await postgres.StartAsync()).Authenticator(_database.Name))
        {
            MaxPoolSize = connections,
            ApplicationName = name,
        });
}
