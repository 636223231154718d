using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract.Support;

/// <summary>
/// A database with a small staff in it. Players are made by each test, as a player has one open chat; what the tests of
/// one class do in it concerns only their own players' chats.
/// </summary>
public sealed class ChatWorld(PostgresFixture postgres) : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    /// <summary>The GRE to whom the tests assign chats.</summary>
    public TestPerson Grace { get; private set; } = null!;

    /// <summary>A GRE who has no chats.</summary>
    public TestPerson Hugo { get; private set; } = null!;

    /// <summary>A GRE who takes no part: somebody else for everybody.</summary>
    public TestPerson Iris { get; private set; } = null!;

    public TestPerson Lena { get; private set; } = null!;

    /// <summary>A player who has nothing to do with the other players' chats.</summary>
    public TestPerson Bruno { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await postgres.CreateDatabaseAsync();
        Grace = await Database.CreatePersonAsync("Grace", "gre");
        Hugo = await Database.CreatePersonAsync("Hugo", "gre");
        Iris = await Database.CreatePersonAsync("Iris", "gre");
        Lena = await Database.CreatePersonAsync("Lena", "gre_lead");
        Bruno = await Database.CreatePersonAsync("Bruno");
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    public Task<TestPerson> NewPlayerAsync(string name = "Alice") => Database.CreatePersonAsync(name);

    /// <summary>One of: anon, service, player (the chat's own), other player, gre (who has the chat), other gre, lead.</summary>
    public Caller Caller(string kind, TestPerson player) => kind switch
    {
        "anon" => Auth.Callers.Caller.Anonymous,
        "service" => Auth.Callers.Caller.Service,
        "player" => player.Caller,
        "other player" => Bruno.Caller,
        "gre" => Grace.Caller,
        "other gre" => Hugo.Caller,
        "lead" => Lena.Caller,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of caller."),
    };

    /// <summary>Runs one statement as requests do; parameters are $1, $2 ….</summary>
    public async Task<Answer> RunAsync(Caller caller, string sql, params object?[] parameters)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            statement.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        }

        try
        {
            var rows = await Database.Sessions.RunAsync(
                caller, SessionSettings.Default, statement, ReadRowsAsync, CancellationToken.None);
            return new Answer(rows, Refusal: null);
        }
        catch (PostgresException refusal)
        {
            return new Answer([], refusal);
        }
    }

    public Task<Answer> RunAsync(TestPerson person, string sql, params object?[] parameters) =>
        RunAsync(person.Caller, sql, parameters);

    /// <summary>A chat of this player in this status; Grace has it where it is not waiting.</summary>
    public async Task<Guid> OpenChatAsync(TestPerson player, string status = "waiting")
    {
        var chat = await RunAsync(player, "insert into chat_requests (player_id) values ($1) returning id", player.Id);
        var id = chat.Get<Guid>("id");
        await BringToAsync(id, status);
        return id;
    }

    /// <summary>Takes a waiting chat to this status; by Grace where it is not to wait.</summary>
    public async Task BringToAsync(Guid chat, string status)
    {
        if (status is "active" or "resolved")
        {
            Assert.Equal("", (await RunAsync(Grace, "select from claim_chat($1)", chat)).Code);
        }

        if (status == "resolved")
        {
            Assert.Equal("", (await RunAsync(Grace, "select from resolve_chat($1)", chat)).Code);
        }
    }

    /// <summary>Stores a message as its sender would, from the side that he is on.</summary>
    public Task<Answer> WriteAsync(TestPerson sender, Guid chat, Guid player, string text = "Hello", Guid? id = null) =>
        RunAsync(
            sender,
            """
            insert into chat_messages (id, chat_request_id, player_id, sender_id, sender_type, message_text)
            values ($1, $2, $3, $4, $5::sender_type, $6) returning *
            """,
            id ?? Guid.NewGuid(),
            chat,
            player,
            sender.Id,
            sender.Role is null ? "player" : "gre",
            text);

    /// <summary>The whole chat with its messages as JSON text, past all policies: equal texts, nothing changed.</summary>
    public async Task<string> SnapshotAsync(Guid chat) =>
        await Database.ScalarAsync<string>(
            """
            select (to_jsonb(r) || jsonb_build_object('messages', (
              select coalesce(jsonb_agg(to_jsonb(m) order by m.message_no), '[]')
              from chat_messages as m where m.chat_request_id = r.id)))::text
            from chat_requests as r where r.id = $1
            """,
            chat) ?? throw new InvalidOperationException("There is no such chat.");

    /// <summary>A column of the chat's row, past all policies.</summary>
    public Task<T?> ChatAsync<T>(Guid chat, string column) =>
        Database.ScalarAsync<T>($"select {column} from chat_requests where id = $1", chat);

    private static async Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> ReadRowsAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        List<IReadOnlyDictionary<string, object?>> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName,
                column => reader.IsDBNull(column) ? null : reader.GetValue(column),
                StringComparer.Ordinal));
        }

        return rows;
    }
}
