using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using PortalChat.Fuzz.Tests.Mutation;
using PortalChat.Fuzz.Tests.Serving;

namespace PortalChat.Fuzz.Tests.Frames;

/// <summary>Makes the frame with a number, for a socket of either version.</summary>
internal sealed class FrameMutation(FuzzCast cast)
{
    public FuzzFrame Make(int number, bool isV1)
    {
        var random = FuzzSettings.For(number);
        var pieces = random.Next(20) == 0 ? random.Next(2, 5) : 1;
        if (random.Next(6) == 0)
        {
            var push = Push(number, random);
            return new FuzzFrame(
                WebSocketMessageType.Binary, random.Next(4) == 0 ? push : TextMutation.Mutate(push, random), pieces);
        }

        var text = Fill(FrameSeeds.All[random.Next(FrameSeeds.All.Count)], number, random);
        if (isV1)
        {
            text = ToV1(text);
        }

        var bytes = random.Next(12) switch
        {
            < 3 => Encoding.UTF8.GetBytes(text),
            < 4 => TextMutation.Mutate(Encoding.UTF8.GetBytes(text), random),
            < 6 => Encoding.UTF8.GetBytes(TextMutation.Mutate(text, random)),
            _ => Encoding.UTF8.GetBytes(JsonMutation.Mutate(text, random)),
        };
        var type = random.Next(50) == 0 ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        return new FuzzFrame(type, bytes, pieces);
    }

    private string Fill(string seed, int number, Random random) => seed
        .Replace("{n}", $"{number}", StringComparison.Ordinal)
        .Replace("{room}", $"realtime:{Room(random)}", StringComparison.Ordinal)
        .Replace("{token}", random.Next(8) switch
        {
            0 => TokenMutation.Mutate(cast.Player.AccessToken, random),
            1 => cast.PublicKey,
            2 => cast.SecretKey,
            _ => cast.Player.AccessToken,
        }, StringComparison.Ordinal);

    private static string ToV1(string text)
    {
        var parts = JsonNode.Parse(text)!.AsArray();
        return new JsonObject
        {
            ["join_ref"] = parts[0]?.DeepClone(),
            ["ref"] = parts[1]?.DeepClone(),
            ["topic"] = parts[2]?.DeepClone(),
            ["event"] = parts[3]?.DeepClone(),
            ["payload"] = parts[4]?.DeepClone(),
        }.ToJsonString();
    }

    /// <summary>Kind 3: a broadcast, its payload JSON or bytes.</summary>
    private static byte[] Push(int number, Random random)
    {
        var isJson = random.Next(2) == 0;
        var payload = isJson ? "{\"a\":[1,null]}"u8.ToArray() : new byte[] { 0, 255, 1 };
        var parts = new[] { "1", $"{number}", $"realtime:{Room(random)}", "e", "" }.Select(Encoding.UTF8.GetBytes).ToList();
        return [3, .. parts.Select(part => (byte)part.Length), (byte)(isJson ? 1 : 0), .. parts.SelectMany(part => part), .. payload];
    }

    private static string Room(Random random) => $"room-{random.Next(6)}";
}
