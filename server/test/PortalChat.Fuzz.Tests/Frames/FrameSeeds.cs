namespace PortalChat.Fuzz.Tests.Frames;

/// <summary>
/// Valid messages, as the official clients send them, under 2.0.0; the topic <c>{room}</c> is one of a few, so that what
/// is sent finds a channel now and then.
/// </summary>
internal static class FrameSeeds
{
    public static IReadOnlyList<string> All { get; } =
    [
        """["{n}","{n}","{room}","phx_join",{"config":{"broadcast":{"self":true,"ack":true},"presence":{"key":"u{n}","enabled":true},"postgres_changes":[]}}]""",
        """["{n}","{n}","{room}","phx_join",{"config":{"broadcast":{"self":false},"presence":{"key":""},"postgres_changes":[{"event":"*","schema":"shop","table":"goods","filter":"name=in.(a,\"b,c\"),price=gte.1.5","select":["id","name"]},{"event":"INSERT","schema":"public","table":"chat_messages","filter":"message_text=not.ilike.*a*"}]},"access_token":"{token}"}]""",
        """["{n}","{n}","{room}","phx_join",{"config":{"postgres_changes":[{"event":"UPDATE","schema":"public","table":"chat_requests","filter":"subject=match.^(a|b)+$"}],"postgres_changes_options":{"wait":true,"timeout":1}}}]""",
        """["{n}","{n}","{room}","phx_join",{"config":{"private":true,"broadcast":{"replay":{"since":1700000000000,"limit":5},"replication_ready":true},"presence":{"enabled":false}},"access_token":"{token}"}]""",
        """["1","{n}","{room}","broadcast",{"type":"broadcast","event":"e","payload":{"a":[1,null,"\u00e9"]}}]""",
        """["1","{n}","{room}","presence",{"type":"presence","event":"track","payload":{"a":1}}]""",
        """["1","{n}","{room}","presence",{"type":"presence","event":"untrack"}]""",
        """["1","{n}","{room}","access_token",{"access_token":"{token}"}]""",
        """["{n}","{n}","{room}","phx_leave",{}]""",
        """[null,"{n}","phoenix","heartbeat",{}]""",
    ];
}
