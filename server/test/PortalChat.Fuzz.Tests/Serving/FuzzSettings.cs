using System.Globalization;

namespace PortalChat.Fuzz.Tests.Serving;

/// <summary>
/// How much is tried, and what: <c>PORTALCHAT_FUZZ</c> requests and as many frames, made from <c>PORTALCHAT_FUZZ_SEED</c>.
/// The same seed makes the same ones, in the same order.
/// </summary>
internal static class FuzzSettings
{
    private const int Few = 2_000;

    public static int Count { get; } = Number("PORTALCHAT_FUZZ") ?? Few;

    public static int Seed { get; } = Number("PORTALCHAT_FUZZ_SEED") ?? 20261122;

    /// <summary>Everything random about one request or frame comes from here, so that it can be made again alone.</summary>
    /// <remarks>Mixed first: of neighbouring seeds <see cref="Random"/> makes much the same first numbers.</remarks>
    public static Random For(int number)
    {
        var mixed = unchecked((((ulong)(uint)Seed << 32) | (uint)number) * 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9);
        return new Random((int)(mixed >> 33));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
