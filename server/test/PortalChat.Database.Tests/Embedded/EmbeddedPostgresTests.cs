using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using PortalChat.Database.Embedded;

namespace PortalChat.Database.Tests.Embedded;

/// <summary>The life of an embedded cluster: made, started again, taken over, and each way in which it refuses to start.</summary>
public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"portalchat-tests-{Guid.NewGuid():n}");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_Again_KeepsWhatWasStored()
    {
        await using (var first = await StartAsync())
        {
            Assert.True(first.IsNew);
            await ExecuteAsync(first, "create table kept as select 42 as answer");
        }

        await using var second = await StartAsync();

        Assert.False(second.IsNew);
        Assert.Equal(42, await ScalarAsync(second, "select answer from kept"));
    }

    [Fact]
    public async Task Start_PostgresStillRunsAfterItsServerWasKilled_TakesItOver()
    {
        var abandoned = await StartAsync();

        await using var taken = await StartAsync();

        Assert.Equal(abandoned.Port, taken.Port);
        Assert.Equal(1, await ScalarAsync(taken, "select 1"));
    }

    [Fact]
    public async Task Start_PostgresWasKilled_RecoversWhatWasCommitted()
    {
        var killed = await StartAsync(durable: true);
        await ExecuteAsync(killed, "create table kept as select 42 as answer");
        NpgsqlConnection.ClearAllPools();
        using (var postmaster = Process.GetProcessById(PostmasterId()))
        {
            postmaster.Kill();
            await postmaster.WaitForExitAsync();
        }

        await using var recovered = await StartAsync();

        Assert.Equal(42, await ScalarAsync(recovered, "select answer from kept"));
    }

    [Fact]
    public async Task Start_FirstStartWasCutShort_MakesTheClusterAnew()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "postgres", "data.unfinished", "base"));
        Directory.CreateDirectory(Path.Combine(_folder, "postgres", "data"));

        await using var postgres = await StartAsync();

        Assert.True(postgres.IsNew);
        Assert.Equal(1, await ScalarAsync(postgres, "select 1"));
    }

    [Fact]
    public async Task Start_DataOfAnotherMajorVersion_RefusesAndLeavesItAlone()
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder, "postgres", "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "PG_VERSION"), "16\n");

        var refusal = await Assert.ThrowsAsync<StartupException>(() => StartAsync());

        Assert.Contains("was made by Postgres 16", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("16\n", await File.ReadAllTextAsync(Path.Combine(data, "PG_VERSION")));
    }

    [Fact]
    public async Task Start_PortInUse_Refuses()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refusal = await Assert.ThrowsAsync<StartupException>(() => StartAsync(port));

        Assert.Contains($"Port {port}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("in use", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoBinaries_Refuses()
    {
        Directory.CreateDirectory(_folder);
        var options = new EmbeddedPostgresOptions { DataFolder = _folder, Binaries = _folder };

        var refusal = await Assert.ThrowsAsync<StartupException>(
            () => EmbeddedPostgres.StartAsync(options, CancellationToken.None));

        Assert.Contains("has no bin/postgres", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_FolderOfARunningServer_RefusesUntilThatOneEnds()
    {
        using (DataFolderLock.Take(_folder))
        {
            var refusal = Assert.Throws<StartupException>(() => DataFolderLock.Take(_folder));
            Assert.Contains("Another server is running", refusal.Message, StringComparison.Ordinal);
        }

        DataFolderLock.Take(_folder).Dispose();
    }

    [Fact]
    public async Task Start_PasswordsAndData_AreReadableByTheirOwnerOnly()
    {
        await using var postgres = await StartAsync();

        var mode = File.GetUnixFileMode(Path.Combine(_folder, "postgres-passwords.json"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
        var others = File.GetUnixFileMode(Path.Combine(_folder, "postgres", "data"))
            & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        Assert.Equal(UnixFileMode.None, others);
    }

    [Fact]
    public async Task Start_WrongPassword_IsRefusedOverLoopbackToo()
    {
        await using var postgres = await StartAsync();
        var wrong = new NpgsqlConnectionStringBuilder(postgres.Owner()) { Password = "wrong" }.ConnectionString;
        await using var connection = new NpgsqlConnection(wrong);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    private Task<EmbeddedPostgres> StartAsync(int port = 0, bool durable = false) => EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresOptions { DataFolder = _folder, Port = port, Durable = durable }, CancellationToken.None);

    private int PostmasterId() => int.Parse(
        File.ReadLines(Path.Combine(_folder, "postgres", "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static async Task ExecuteAsync(EmbeddedPostgres postgres, string sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres.Superuser("postgres"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(EmbeddedPostgres postgres, string sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres.Superuser("postgres"));
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
