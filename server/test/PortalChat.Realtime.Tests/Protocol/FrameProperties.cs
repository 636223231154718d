using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Http;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Tests.Protocol;

/// <summary>[RT5]: whatever a peer sends, reading it throws nothing.</summary>
public sealed class FrameProperties
{
    private static readonly string[] Seeds =
    [
        """["6","7","realtime:chat:1","phx_join",{"config":{"broadcast":{"self":true,"ack":true},"presence":{"key":"u1"},"postgres_changes":[{"event":"*","schema":"public","table":"t","filter":"a=in.(1,2)","select":["id"]}],"private":true},"access_token":"x"}]""",
        """{"topic":"realtime:a","event":"broadcast","payload":{"type":"broadcast","event":"e","payload":{"a":[1]}},"ref":"1","join_ref":"1"}""",
        "\u0003\u0001\u0001\u0003\u0001\u0000\u000167abce{\"a\":1}",
        """{"messages":[{"topic":"t","event":"e","payload":{},"private":true}]}""",
    ];

    [Fact]
    public void Read_AnyBytes_ThrowsNothing() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll<byte[]>(ReadAll));

    [Fact]
    public void Read_MutatedFrames_ThrowsNothing() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new System.Random(seed);
            var bytes = Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]);
            for (var mutation = random.Next(1, 6); mutation > 0; mutation--)
            {
                bytes = Mutate(bytes, random);
            }

            ReadAll(bytes);
        }));

    [Fact]
    public void ParseFilter_AnyText_ThrowsNothing() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll<string?>(text =>
        {
            _ = FilterParser.TryParse(text ?? "", out _);
            _ = FilterParser.TryParse("a=" + text, out _);
            _ = FilterParser.TryParse("a=in.(" + text, out _);
        }));

    [Fact]
    public void ParseLiteral_AnyText_ThrowsNothing() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll<string?>(text =>
        {
            PgLiteral.TryReadArray("{" + text, ',');
            PgLiteral.TryReadArray(text + "}", ',');
            PgLiteral.TryReadRow($"({text})");
        }));

    private static void ReadAll(byte[] bytes)
    {
        foreach (var version in new[] { SerializerVersion.V1, SerializerVersion.V2 })
        {
            if (TextFrames.Read(version, bytes) is { } frame)
            {
                var request = JoinRequestReader.Read(frame.Payload);
                BindingEcho.Write(request.Bindings, BindingEcho.Ids(request.Bindings));
            }
        }

        BinaryFrames.Read(bytes);
        BatchReader.Read(bytes, 100);
    }

    private static byte[] Mutate(byte[] bytes, System.Random random)
    {
        var at = random.Next(bytes.Length + 1);
        return random.Next(4) switch
        {
            0 when at < bytes.Length => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
            1 => bytes[..at],
            2 => [.. bytes[..at], .. bytes[random.Next(at + 1)..at], .. bytes[at..]],
            _ => [.. bytes[..at], (byte)"{}[]\",:\\0"[random.Next(9)], .. bytes[at..]],
        };
    }
}
