namespace PortalChat.Faults.Tests.Stages;

/// <summary>
/// A file system in memory that only one process and its children see. It needs root, or a kernel that lets everybody have
/// a namespace of his own; without either the server's start fails with what the kernel says.
/// </summary>
internal static class SmallDisk
{
    /// <summary>What starts a server that finds the disk in a folder.</summary>
    public static IReadOnlyList<string> Launcher(string folder, int megabytes)
    {
        string[] isolation = Environment.UserName == "root"
            ? ["unshare", "--mount"]
            : ["unshare", "--user", "--map-current-user", "--mount", "--keep-caps"];
        return
        [
            .. isolation, "sh", "-c",
            $"mkdir -p \"$0\" && mount -t tmpfs -o size={megabytes}m,mode=755 portalchat-faults \"$0\" && exec \"$@\"",
            folder,
        ];
    }

    /// <summary>Fills it to the last byte; gives the path, as seen from here, of the file that does.</summary>
    public static string Fill(int process, string folder)
    {
        var path = $"/proc/{process}/root{folder}/filler";
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        for (var size = 1024 * 1024; size > 0; size /= 16)
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Full for pieces of this size.
            }
        }

        return path;
    }
}
