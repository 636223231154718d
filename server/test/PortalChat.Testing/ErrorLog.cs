using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PortalChat.Testing;

/// <summary>Keeps what is logged as an error, by whomever: Kestrel logs there what nobody has caught.</summary>
public sealed class ErrorLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Errors { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // Everything is written out, as a real log would: a message that cannot be formatted is an error too.
        var line = $"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}";
        if (logLevel >= LogLevel.Error)
        {
            Errors.Enqueue(line);
        }
    }

    public void Dispose()
    {
    }
}
