using System.Text;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Tests.Protocol;

public sealed class SerializerTests
{
    [Theory] // [RT1] [RT2]
    [InlineData("""["6","7","realtime:a","phx_leave",{"x":1}]""", "6", "7")]
    [InlineData("""[null,"7","realtime:a","phx_leave",{"x":1}]""", null, "7")]
    [InlineData("""[null,null,"realtime:a","phx_leave", {"x":1} ]""", null, null)]
    [InlineData("""[6,7,"realtime:a","phx_leave",{"x":1}]""", "6", "7")]
    public void ReadV2_WellFormed_GivesItsParts(string text, string? joinRef, string? messageRef)
    {
        var frame = TextFrames.Read(SerializerVersion.V2, Encoding.UTF8.GetBytes(text))!;
        Assert.Equal((joinRef, messageRef, "realtime:a", "phx_leave"),
            (frame.JoinRef, frame.Ref, frame.Topic, frame.Event));
        Assert.Equal("""{"x":1}""", Encoding.UTF8.GetString(frame.Payload.Span));
    }

    [Fact] // [RT2]
    public void ReadV1_MembersInAnyOrder_GivesItsParts()
    {
        var frame = TextFrames.Read(
            SerializerVersion.V1,
            """{"payload":{"x":[1,{}]},"other":{"a":[]},"ref":"2","event":"e","topic":"t","join_ref":"1"}"""u8)!;
        Assert.Equal(("1", "2", "t", "e"), (frame.JoinRef, frame.Ref, frame.Topic, frame.Event));
        Assert.Equal("""{"x":[1,{}]}""", Encoding.UTF8.GetString(frame.Payload.Span));
    }

    [Theory] // [RT5]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""["6","7","t","e"]""")]
    [InlineData("""["6","7","t","e",{},1]""")]
    [InlineData("""["6","7",null,"e",{}]""")]
    [InlineData("""["6","7",{},"e",{}]""")]
    [InlineData("""["6","7","\ud800","e",{}]""")]
    [InlineData("""["6","7","t","e",{}] x""")]
    [InlineData("""["6","7","t","e",{]""")]
    public void ReadV2_Malformed_GivesNothing(string text) =>
        Assert.Null(TextFrames.Read(SerializerVersion.V2, Encoding.UTF8.GetBytes(text)));

    [Theory] // [RT5]
    [InlineData("[]")]
    [InlineData("""{"topic":"t"}""")]
    [InlineData("""{"topic":1,"event":[],"payload":{}}""")]
    [InlineData("""{"topic":"t","event":"e","payload":{}}}""")]
    public void ReadV1_Malformed_GivesNothing(string text) =>
        Assert.Null(TextFrames.Read(SerializerVersion.V1, Encoding.UTF8.GetBytes(text)));

    [Fact] // [RT3]: the bytes that the official client sends for a JSON broadcast.
    public void ReadBinary_PushOfTheOfficialClient_GivesTheBroadcast()
    {
        byte[] bytes =
        [
            3, 1, 1, 15, 6, 0, 1,
            .. "67realtime:chat:1typing"u8,
            .. """{"who":"u1"}"""u8,
        ];
        var frame = BinaryFrames.Read(bytes)!;
        Assert.Equal(("6", "7", "realtime:chat:1", "broadcast"), (frame.JoinRef, frame.Ref, frame.Topic, frame.Event));
        Assert.Equal("typing", frame.Broadcast!.Event);
        Assert.True(frame.Broadcast.IsJson);
        Assert.Equal("""{"who":"u1"}""", Encoding.UTF8.GetString(frame.Broadcast.Payload.Span));
    }

    [Fact] // [RT4]
    public void WriteBinary_Broadcast_HasKind4AndItsLengths()
    {
        var frame = BinaryFrames.Write(
            "realtime:ä", new UserBroadcast("é", new byte[] { 1, 2 }, IsJson: false, Meta: "{}"))!;
        Assert.Equal([4, 11, 2, 2, 0, .. "realtime:äé{}"u8, 1, 2], frame.Bytes.ToArray());
    }

    [Fact] // [RT4]
    public void WriteBroadcast_TopicTooLongForItsLengthByte_IsTextInstead()
    {
        var topic = "realtime:" + new string('x', 300);
        var broadcast = new UserBroadcast("e", "{}"u8.ToArray(), IsJson: true);
        Assert.Null(BinaryFrames.Write(topic, broadcast));
        Assert.StartsWith("[null,null,",
            Encoding.UTF8.GetString(FrameWriter.WriteBroadcast(SerializerVersion.V2, topic, broadcast)!.Bytes.Span),
            StringComparison.Ordinal);
    }

    [Fact] // [RT4]
    public void WriteBroadcast_BytesForAClientThatReadsJsonOnly_IsNothing() =>
        Assert.Null(FrameWriter.WriteBroadcast(
            SerializerVersion.V1, "t", new UserBroadcast("e", new byte[] { 1 }, IsJson: false)));
}
