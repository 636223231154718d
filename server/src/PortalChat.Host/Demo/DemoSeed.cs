using PortalChat.Auth.Users;

namespace PortalChat.Host.Demo;

/// <summary>
/// Seeds once, on the first start of a data folder, even where that start was cut short: a marker is laid before the
/// database is made and turned once the people are in it. A folder without a marker is never seeded, so nobody gets
/// accounts with a known password by forgetting an option later.
/// </summary>
internal sealed class DemoSeed(string dataFolder)
{
    private readonly string _pending = Path.Combine(dataFolder, "demo-pending");
    private readonly string _done = Path.Combine(dataFolder, "demo-seeded");

    public bool IsDone => File.Exists(_done);

    /// <summary>Before the database is made.</summary>
    public void Prepare(bool isWanted)
    {
        if (isWanted && !Path.Exists(Path.Combine(dataFolder, "postgres")))
        {
            Directory.CreateDirectory(dataFolder);
            File.WriteAllText(_pending, "");
        }
    }

    /// <summary>Once the auth server's database is there.</summary>
    public async Task RunAsync(UserDirectory users, CancellationToken cancellationToken)
    {
        if (File.Exists(_pending))
        {
            await DemoPeople.SeedAsync(users, cancellationToken);
            File.Move(_pending, _done, overwrite: true);
        }
    }
}
