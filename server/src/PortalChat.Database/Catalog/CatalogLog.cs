using Microsoft.Extensions.Logging;

namespace PortalChat.Database.Catalog;

/// <summary>Event ids 2100 to 2109.</summary>
internal static partial class CatalogLog
{
    [LoggerMessage(2100, LogLevel.Information, "Catalog read: {Tables} tables, {Functions} functions")]
    public static partial void Loaded(ILogger logger, int tables, int functions);

    [LoggerMessage(2101, LogLevel.Warning, "Listening for catalog changes failed; again in {Pause}")]
    public static partial void ListenerLost(ILogger logger, TimeSpan pause, Exception error);
}
