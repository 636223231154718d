using System.Text;

namespace PortalChat.Fuzz.Tests.Mutation;

/// <summary>Changes a text in a few places: takes something out, puts something in, repeats something.</summary>
internal static class TextMutation
{
    public static string Mutate(string text, Random random, int most = 4)
    {
        var mutated = new StringBuilder(text);
        for (var times = random.Next(1, most + 1); times > 0; times--)
        {
            Change(mutated, random);
        }

        return mutated.ToString();
    }

    /// <summary>The same on bytes, so that what comes out need not be text at all.</summary>
    public static byte[] Mutate(byte[] bytes, Random random)
    {
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            var at = random.Next(bytes.Length + 1);
            bytes = random.Next(5) switch
            {
                0 when at < bytes.Length => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], .. bytes[random.Next(at, bytes.Length + 1)..]],
                2 => [.. bytes[..at], .. bytes[random.Next(at + 1)..at], .. bytes[at..]],
                3 => bytes[..at],
                _ => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
            };
        }

        return bytes;
    }

    private static void Change(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var rest = text.Length - at;
        switch (random.Next(6))
        {
            case 0:
                text.Remove(at, Math.Min(random.Next(1, 8), rest));
                break;
            case 1 when rest > 0:
                text[at] = (char)random.Next(32, 127);
                break;
            case 2:
                var from = random.Next(text.Length + 1);
                text.Insert(at, text.ToString(from, Math.Min(random.Next(1, 30), text.Length - from)));
                break;
            case 3 when random.Next(20) == 0:
                text.Insert(at, string.Concat(Enumerable.Repeat(Pieces.Any(random), random.Next(10, 1_000))));
                break;
            default:
                text.Insert(at, Pieces.Any(random));
                break;
        }
    }
}
