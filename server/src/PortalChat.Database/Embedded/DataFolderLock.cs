namespace PortalChat.Database.Embedded;

/// <summary>
/// One server per data folder. The lock is the operating system's, so a server that was killed leaves none behind.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <exception cref="StartupException">Another server runs on this folder, or it cannot be written.</exception>
    public static DataFolderLock Take(string dataFolder)
    {
        try
        {
            Directory.CreateDirectory(dataFolder);
            if (!OperatingSystem.IsWindows())
            {
                // Keys and passwords live here. Root's Postgres is another user, who has to pass through.
                const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
                const UnixFileMode Passing = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
                File.SetUnixFileMode(dataFolder, UnprivilegedUser.IsNeeded ? Owner | Passing : Owner);
            }
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder {dataFolder} cannot be used: {refusal.Message}", refusal);
        }

        var path = Path.Combine(dataFolder, "server.lock");
        try
        {
            return new DataFolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken)
        {
            throw new StartupException($"Another server is running on the data folder {dataFolder}.", taken);
        }
    }

    public void Dispose() => _file.Dispose();
}
