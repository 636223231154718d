using PortalChat.Load.People;

namespace PortalChat.Load.Wire;

/// <summary>The joins that the portals send.</summary>
internal static class Joins
{
    private const string Private = "true";
    private const string Public = "false";

    /// <summary>A player listens to his chats' rows, and to the messages of the open one.</summary>
    public static IEnumerable<string> OfPlayer(int player, string token) =>
    [
        Join("player", Public, token, $$"""{"event":"*","schema":"public","table":"chat_requests","filter":"player_id=eq.{{Population.Player(player)}}"}"""),
        Chat(player, token),
    ];

    /// <summary>A GRE listens to all chats' rows, and to the messages of those that stand open before him.</summary>
    public static IEnumerable<string> OfGre(IEnumerable<int> chats, string token) =>
        [Queue(token), .. chats.Select(chat => Chat(chat, token))];

    public static string Queue(string token) =>
        Join("staff-queue", Public, token, """{"event":"*","schema":"public","table":"chat_requests"}""");

    public const string Heartbeat = """[null,"h","phoenix","heartbeat",{}]""";

    private static string Chat(int chat, string token) =>
        Join($"chat:{Population.Chat(chat)}", Private, token, $$"""{"event":"INSERT","schema":"public","table":"chat_messages","filter":"chat_request_id=eq.{{Population.Chat(chat)}}"}""");

    private static string Join(string topic, string isPrivate, string token, string binding) =>
        $$$"""["j","j","realtime:{{{topic}}}","phx_join",{"config":{"broadcast":{"ack":false,"self":false},"presence":{"key":"","enabled":false},"postgres_changes":[{{{binding}}}],"private":{{{isPrivate}}}},"access_token":"{{{token}}}"}]""";
}
