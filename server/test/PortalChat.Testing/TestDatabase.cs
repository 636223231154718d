using Npgsql;
using PortalChat.Database.Embedded;
using PortalChat.Database.Sessions;

namespace PortalChat.Testing;

/// <summary>A migrated database of one test class, and the people in it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres _postgres;

    internal TestDatabase(EmbeddedPostgres postgres, string name)
    {
        _postgres = postgres;
        Name = name;
        Owner = NpgsqlDataSource.Create(postgres.Owner(name));
        Authenticator = NpgsqlDataSource.Create(postgres.Authenticator(name));
        AuthAdmin = NpgsqlDataSource.Create(postgres.AuthAdmin(name));
        Sessions = new CallerSessions(Authenticator);
    }

    public string Name { get; }

    /// <summary>Logs in as <c>postgres</c>, who owns the tables: for looking at what is really there.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>Logs in as requests do.</summary>
    public NpgsqlDataSource Authenticator { get; }

    /// <summary>Logs in as the auth server does.</summary>
    public NpgsqlDataSource AuthAdmin { get; }

    public CallerSessions Sessions { get; }

    public string OwnerConnectionString => _postgres.Owner(Name);

    public string AuthenticatorConnectionString => _postgres.Authenticator(Name);

    public string OwnerUrl => _postgres.OwnerUrl(Name);

    public string SuperuserConnectionString => _postgres.Superuser(Name);

    /// <summary>Runs SQL as the tables' owner, past all policies.</summary>
    public async Task ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row, as the tables' owner sees it; default where there is none.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>A player, or staff where <paramref name="role"/> is <c>gre</c> or <c>gre_lead</c>.</summary>
    public async Task<TestPerson> CreatePersonAsync(string displayName, string? role = null)
    {
        var person = TestPerson.New(displayName, role);
        await ExecuteAsync(
            """
            insert into auth.users (id, aud, role, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
            values ($1, 'authenticated', 'authenticated', $2, jsonb_build_object('display_name', $3::text),
              jsonb_strip_nulls(jsonb_build_object('role', $4::text)), now(), now())
            """,
            person.Id,
            person.Email,
            displayName,
            (object?)role ?? DBNull.Value);
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await Authenticator.DisposeAsync();
        await AuthAdmin.DisposeAsync();
    }

    private NpgsqlCommand Command(string sql, object[] parameters)
    {
        var command = Owner.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter);
        }

        return command;
    }
}
