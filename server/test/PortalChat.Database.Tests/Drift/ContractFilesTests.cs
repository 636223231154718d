using PortalChat.Database.Contract;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Drift;

/// <summary>
/// What the code knows of the contract is what the migrations make. To write the files anew after a migration, run this
/// project with <c>PORTALCHAT_WRITE_CONTRACT=1</c>.
/// </summary>
public sealed class ContractFilesTests(PostgresFixture postgres)
{
    [Fact]
    public async Task ContractText_IsWhatTheMigrationsMake()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var facts = await ContractFacts.ReadAsync(database.Owner, CancellationToken.None);

        AssertFile("contract.txt", facts.ToString());
    }

    [Fact]
    public async Task ContractNames_AreWhatTheMigrationsMake()
    {
        await using var database = await postgres.CreateDatabaseAsync();

        AssertFile("ChatContract.g.cs", await ContractNames.GenerateAsync(database.Owner, CancellationToken.None));
    }

    private static void AssertFile(string name, string made)
    {
        var file = Path.Combine(Repository.Root, "server", "src", "PortalChat.Database", "Contract", name);
        if (Environment.GetEnvironmentVariable("PORTALCHAT_WRITE_CONTRACT") == "1")
        {
            File.WriteAllText(file, made);
        }

        Assert.Equal(File.ReadAllText(file), made);
    }
}
