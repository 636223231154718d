using System.Collections.Concurrent;

namespace PortalChat.Fuzz.Tests.Serving;

/// <summary>Exceptions of tasks that nobody waited for; they show when the task is collected.</summary>
internal sealed class UnobservedExceptions : IDisposable
{
    public UnobservedExceptions() => TaskScheduler.UnobservedTaskException += Keep;

    public ConcurrentQueue<string> All { get; } = [];

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Keep;

    private void Keep(object? sender, UnobservedTaskExceptionEventArgs lost) => All.Enqueue(lost.Exception.ToString());
}
