using Npgsql;
using PortalChat.Database.Embedded;
using PortalChat.Database.Migrations;
using Xunit;

namespace PortalChat.Testing;

/// <summary>
/// One embedded Postgres for a whole test assembly, started by the first test that asks for a database. Directory.Build.props
/// registers it as assembly fixture of every test project; a test class takes it as a constructor parameter.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Bootstrapped = "bootstrapped";

    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly string _folder = Path.Combine(
        Path.GetTempPath(), $"portalchat-tests-{Environment.ProcessId}-{Guid.NewGuid():n}");

    private EmbeddedPostgres? _postgres;
    private int _databases;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The server itself, for tests that stop it, look at its log or need its superuser.</summary>
    public async Task<EmbeddedPostgres> StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_postgres is null)
            {
                var options = new EmbeddedPostgresOptions { DataFolder = _folder, Durable = false };
                var postgres = await EmbeddedPostgres.StartAsync(options, CancellationToken.None);
                NpgsqlConnection.ClearAllPools();
                await CopyAsync(postgres, "postgres", Bootstrapped);
                await Migrator.ApplyAsync(postgres.Owner(), CancellationToken.None);
                NpgsqlConnection.ClearAllPools();
                _postgres = postgres;
            }

            return _postgres;
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>A database of its own with the contract in it: nothing that one class does is seen by another.</summary>
    public Task<TestDatabase> CreateDatabaseAsync() => CreateAsync("postgres");

    /// <summary>A database as a new Supabase project has it: roles, auth and realtime, and no migration yet.</summary>
    public Task<TestDatabase> CreateDatabaseWithoutMigrationsAsync() => CreateAsync(Bootstrapped);

    private async Task<TestDatabase> CreateAsync(string template)
    {
        var postgres = await StartAsync();
        var name = $"test_{Interlocked.Increment(ref _databases)}";

        // One copy at a time: Postgres copies a database only while nobody is connected to it.
        await _starting.WaitAsync();
        try
        {
            await CopyAsync(postgres, template, name);
        }
        finally
        {
            _starting.Release();
        }

        return new TestDatabase(postgres, name);
    }

    private static async Task CopyAsync(EmbeddedPostgres postgres, string template, string name)
    {
        await using var connection = new NpgsqlConnection(postgres.Superuser("template1"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name} template {template} owner postgres", connection);
        await create.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
        {
            await _postgres.StopAsync(immediately: true, CancellationToken.None);
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        _starting.Dispose();
    }
}
