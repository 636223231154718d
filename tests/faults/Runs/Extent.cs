using System.Globalization;

namespace PortalChat.Faults.Tests.Runs;

/// <summary>How long a run is: short in <c>./test</c>, long with <c>PORTALCHAT_FAULTS=long</c>.</summary>
internal static class Extent
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("PORTALCHAT_FAULTS") == "long";

    /// <summary>What chance is drawn from; <c>PORTALCHAT_FAULTS_SEED</c> repeats a run, as far as machines repeat themselves.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("PORTALCHAT_FAULTS_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Random.Shared.Next(1_000_000);

    public static T Of<T>(T brief, T full) => IsLong ? full : brief;

    /// <summary>A random moment up to some seconds from now.</summary>
    public static TimeSpan Moment(this Random random, double seconds) => TimeSpan.FromSeconds(random.NextDouble() * seconds);
}
