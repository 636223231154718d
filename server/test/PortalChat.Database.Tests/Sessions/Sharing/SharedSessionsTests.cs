using System.Globalization;
using Npgsql;
using PortalChat.Database.Sessions;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Sessions.Sharing;

/// <summary>[RE8] From outside one cannot tell: a crowd writes at once, some of it what is refused.</summary>
public sealed class SharedSessionsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Writers = 12;
    private const int Rounds = 40;

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        await _database.ExecuteAsync("""
            create table public.notes (
              id int, writer uuid default auth.uid(), transaction xid8 default pg_current_xact_id(), primary key (writer, id));
            alter table public.notes enable row level security;
            create policy own on public.notes for all to authenticated using (writer = auth.uid()) with check (id % 7 <> 0);
            grant insert, select on public.notes to authenticated;
            """);
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ByManyAtOnce_StoresWhatItAnswers_AndRefusesTheRest(bool share)
    {
        var sessions = new CallerSessions(_database.Authenticator, 4, _database.Authenticator, share ? _database.Authenticator : null, 1);
        var people = await Task.WhenAll(Enumerable.Range(0, Writers)
            .Select(number => _database.CreatePersonAsync(number.ToString(CultureInfo.InvariantCulture))));

        var outcomes = await Task.WhenAll(
            from round in Enumerable.Range(1, Rounds) from person in people select WriteAsync(sessions, person, round));

        Assert.Equal(
            outcomes.Where(outcome => outcome.IsStored).Select(outcome => (outcome.Writer, outcome.Id)).Order(), await StoredAsync());
        Assert.All(outcomes, outcome => Assert.Equal(outcome.Id % 7 != 0, outcome.IsStored));
        var transactions = await _database.ScalarAsync<long>("select count(distinct transaction) from public.notes");
        Assert.Equal(share, transactions < outcomes.Count(outcome => outcome.IsStored));
    }

    private static async Task<(Guid Writer, int Id, bool IsStored)> WriteAsync(CallerSessions sessions, TestPerson person, int id)
    {
        try
        {
            var answer = await sessions.RunAsync(
                person.Caller,
                new SessionSettings { SharesAs = person.Id },
                new NpgsqlBatchCommand("insert into public.notes (id) values ($1) returning writer, id")
                {
                    Parameters = { new NpgsqlParameter<int> { TypedValue = id } },
                },
                async (reader, token) =>
                {
                    await reader.ReadAsync(token);
                    return (reader.GetGuid(0), reader.GetInt32(1));
                },
                TestContext.Current.CancellationToken);
            Assert.Equal((person.Id, id), answer);
            return (person.Id, id, true);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return (person.Id, id, false);
        }
    }

    private async Task<IEnumerable<(Guid Writer, int Id)>> StoredAsync()
    {
        await using var command = _database.Owner.CreateCommand("select writer, id from public.notes");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var stored = new List<(Guid, int)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            stored.Add((reader.GetGuid(0), reader.GetInt32(1)));
        return stored.Order();
    }
}
