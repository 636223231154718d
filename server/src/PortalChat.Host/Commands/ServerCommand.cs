using System.CommandLine;
using PortalChat.Database;

namespace PortalChat.Host.Commands;

/// <summary>The command line: options, help, and how a start that fails ends.</summary>
internal static class ServerCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = new ServerCommandOptions();
        var command = new RootCommand(
            "PortalChat: live support chat across the player portal and the staff portal, on Supabase's own wire.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => ServeAsync(() => options.Read(parsed), cancellationToken));

        // The web host ends the server on Ctrl-C and SIGTERM; two listeners would race.
        return await command.Parse(arguments).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static async Task<int> ServeAsync(Func<ServerOptions> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var server = await PortalChatServer.StartAsync(read(), cancellationToken);
            await Console.Out.WriteLineAsync(server.Banner);
            await server.WaitForShutdownAsync();
            return 0;
        }
        catch (StartupException failure)
        {
            await Console.Error.WriteLineAsync($"portalchat: {failure.Message}");
            return 1;
        }
    }
}
