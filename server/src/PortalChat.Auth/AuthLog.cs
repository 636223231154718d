using Microsoft.Extensions.Logging;

namespace PortalChat.Auth;

/// <summary>
/// Everything that this project logs, ids 1000 to 1099. Never a token, key, password or e-mail address: people are
/// named by their id, and only where that helps whoever runs the server.
/// </summary>
internal static partial class AuthLog
{
    [LoggerMessage(1000, LogLevel.Information, "Read {Count} signing keys of the Supabase project")]
    public static partial void KeysRead(this ILogger logger, int count);

    [LoggerMessage(1001, LogLevel.Warning, "The signing keys of the Supabase project could not be read; those read before still count")]
    public static partial void KeysNotRead(this ILogger logger, Exception exception);

    [LoggerMessage(1002, LogLevel.Information, "The signing keys have changed; there are {Count} now")]
    public static partial void OwnKeysChanged(this ILogger logger, int count);

    [LoggerMessage(1003, LogLevel.Warning, "The file of signing keys cannot be read; those read before still count")]
    public static partial void OwnKeysUnreadable(this ILogger logger);

    [LoggerMessage(1004, LogLevel.Warning, "Sessions that end are not heard of: {Exception} {SqlState}")]
    public static partial void EndedSessionsNotHeard(this ILogger logger, string exception, string? sqlState);

    [LoggerMessage(1010, LogLevel.Warning, "The auth database does not answer: {Exception} {SqlState}")]
    public static partial void DatabaseUnavailable(this ILogger logger, string exception, string? sqlState);

    [LoggerMessage(1011, LogLevel.Error, "An auth request failed: {Exception} {SqlState}\n{StackTrace}")]
    public static partial void RequestFailed(this ILogger logger, string exception, string? sqlState, string? stackTrace);
}
