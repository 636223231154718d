using System.Text.Json;
using PortalChat.Database.Contract;
using PortalChat.Database.Migrations;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Supabase;

/// <summary>The migrations are Supabase migrations: its own tools apply them, find no fault, and print our types.</summary>
public sealed class SupabaseCliTests(PostgresFixture postgres)
{
    private const string Versions =
        "select string_agg(version || '_' || name, ' ' order by version) from supabase_migrations.schema_migrations";

    [Fact(DisplayName = "[CC100] db push migrates a new project; our migrator then finds nothing to do")]
    public async Task DbPush_NewProject_AppliesWhatTheMigratorKnows()
    {
        await using var database = await postgres.CreateDatabaseWithoutMigrationsAsync();
        Assert.Null(await database.ScalarAsync<string>("select to_regclass('public.chat_requests')::text"));

        await SupabaseCli.RunAsync("db", "push", "--yes", $"--remote={database.OwnerUrl}");

        Assert.Empty(await Migrator.ApplyAsync(database.OwnerConnectionString, CancellationToken.None));
        await ContractCheck.RunAsync(database.Owner, CancellationToken.None);
        await using var migrated = await postgres.CreateDatabaseAsync();
        Assert.Equal(await migrated.ScalarAsync<string>(Versions), await database.ScalarAsync<string>(Versions));
    }

    [Fact(DisplayName = "[CC100] after our migrator, db push finds nothing to do")]
    public async Task Migrator_NewProject_LeavesNothingToPush()
    {
        await using var migrated = await postgres.CreateDatabaseWithoutMigrationsAsync();
        var control = await SupabaseCli.RunAsync("db", "push", "--dry-run", "--yes", $"--remote={migrated.OwnerUrl}");
        Assert.Contains("chat_requests.sql", control.Text + control.Errors, StringComparison.Ordinal);

        await Migrator.ApplyAsync(migrated.OwnerConnectionString, CancellationToken.None);
        var dryRun = await SupabaseCli.RunAsync("db", "push", "--dry-run", "--yes", $"--remote={migrated.OwnerUrl}");

        Assert.Contains("up to date", dryRun.Text + dryRun.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(".sql", dryRun.Text + dryRun.Errors, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "[CC101] the portals' types are what gen types prints")]
    public async Task GenTypes_MigratedDatabase_PrintsTheCommittedFile()
    {
        await using var database = await postgres.CreateDatabaseAsync();

        var types = await SupabaseCli.RunAsync("gen", "types", $"--remote={database.OwnerUrl}", "--schema", "public");

        var file = Path.Combine(Repository.Root, "portals", "chat", "src", "core", "database.types.ts");
        Assert.Equal(await File.ReadAllTextAsync(file), types.Text);
    }

    [Fact(DisplayName = "[CC102] db advisors reports nothing, and would report a table without policies")]
    public async Task DbAdvisors_MigratedDatabase_ReportNothing()
    {
        await using var database = await postgres.CreateDatabaseAsync();

        var advice = await AdviseAsync(database);
        await database.ExecuteAsync("create table public.bare (id int); grant select on public.bare to anon");
        var control = await AdviseAsync(database);

        Assert.Empty(advice);
        Assert.Contains("rls_disabled_in_public", control);
    }

    /// <summary>The names of what is found at every level.</summary>
    private static async Task<IReadOnlyList<string>> AdviseAsync(TestDatabase database)
    {
        var output = await SupabaseCli.RunAsync(
            "db", "advisors", $"--remote={database.OwnerUrl}",
            "--level", "info", "--fail-on", "none", "--output-format", "json");
        using var json = JsonDocument.Parse(output.Text);

        // Of a database that nobody has used yet it says, truly, that no index has been used.
        return
        [
            .. json.RootElement.GetProperty("results").EnumerateArray()
                .Select(lint => lint.GetProperty("name").GetString()!)
                .Where(name => name != "unused_index"),
        ];
    }
}
