using Microsoft.Extensions.Logging;

namespace PortalChat.Rest.Endpoints;

/// <summary>Event ids 3100 to 3109. No value of a request and no message of Postgres, which may quote one.</summary>
internal static partial class RestLog
{
    [LoggerMessage(3100, LogLevel.Warning, "Answered {Status} with {Code} after {Kind}")]
    public static partial void Failed(ILogger logger, int status, string code, string kind);

    [LoggerMessage(3101, LogLevel.Error, "A request failed in a way that is not provided for")]
    public static partial void Unexpected(ILogger logger, Exception error);
}
