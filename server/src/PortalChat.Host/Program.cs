using PortalChat.Host.Commands;

return await ServerCommand.RunAsync(args);
