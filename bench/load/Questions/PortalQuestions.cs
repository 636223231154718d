using PortalChat.Load.People;

namespace PortalChat.Load.Questions;

/// <summary>What the two portals ask (<c>portals/chat/src/core/supabase/chat-reader.ts</c>), as supabase-js writes it.</summary>
internal static class PortalQuestions
{
    private const string Counted = "count=exact";
    private const string Chats = "chat_requests?select=*";
    private const string Messages = "chat_messages?select=*";
    private const string ByLastResolved = "&order=resolved_at.desc.nullslast%2Cid.asc.nullslast";

    /// <summary>The page of a thread that holds the newest messages, and of a list.</summary>
    private const string Page = "&limit=50";

    /// <summary>Of resolved chats it tells that there are more, and so how many: up to 50, or more.</summary>
    private const string PageAndOneMore = "&limit=51";

    public static IReadOnlyList<Question> All(TokenMint mint, Samples samples)
    {
        var gre = Population.Gre(1);
        var staff = mint.Gre(1);
        var firstGuest = mint.PlayerOfId("00000000-0000-4000-b000-000000000001");
        // Of those whose chats are open; every third waits.
        string[] openGuests = [.. Enumerable.Range(2, 12).Select(guest => mint.PlayerOfId($"00000000-0000-4000-b000-{guest:d12}"))];
        Sample Of(int turn) => samples.Chats[turn % samples.Chats.Count];
        Question Staff(string name, Func<Sample, string> path, string prefer = "") =>
            new($"staff: {name}", turn => new Request("GET", path(Of(turn)), staff, prefer));
        Question Call(string name, string function, Func<Sample, string> json) =>
            new($"staff: {name}", turn => new Request("POST", $"rpc/{function}", staff, Json: json(Of(turn))));
        Question Player(string name, Func<Sample, string> path, string prefer = "") =>
            new($"player: {name}", turn => new Request("GET", path(Of(turn)), Of(turn).Token, prefer));

        return
        [
            // 1. The inbox.
            Staff("waiting", _ => $"{Chats}&status=in.(waiting)&order=created_at.asc.nullslast%2Cid.asc.nullslast{Page}", Counted),
            Staff("mine", _ => $"{Chats}&status=in.(active)&gre_staff_id=eq.{gre}&order=last_sender_type.asc.nullslast%2Clast_message_at.asc.nullslast%2Cid.asc.nullslast{Page}", Counted),
            Staff("active", _ => $"{Chats}&status=in.(active)&order=priority.desc.nullslast%2Clast_sender_type.asc.nullslast%2Clast_message_at.asc.nullslast%2Cid.asc.nullslast{Page}", Counted),
            Staff("number of resolved", _ => $"chat_requests?select=id&status=in.(resolved){ByLastResolved}{PageAndOneMore}"),
            Staff("chats by id", chat => $"{Chats}&id=in.({chat.Chat}%2C{Of(1).Chat}%2C{Of(2).Chat})"),
            Staff("colleagues, active", _ => $"{Chats}&status=eq.active&order=gre_staff_id.asc&limit=200"),
            Staff("colleagues, resolved", _ => $"{Chats}&status=eq.resolved&gre_staff_id=not.is.null&order=resolved_at.desc.nullslast&limit=200"),

            // 2. The past.
            Staff("resolved", _ => $"{Chats}&status=in.(resolved){ByLastResolved}{PageAndOneMore}"),
            Staff("resolved, later page", _ => $"{Chats}&status=in.(resolved){ByLastResolved}&limit=301"),
            Call("search for one", "search_resolved_chats", chat => Search(chat.InSubject)),
            Call("search for many", "search_resolved_chats", _ => Search("bonus")),
            Call("search for none", "search_resolved_chats", _ => Search("zebra")),
            Call("player by name", "find_players", chat => Named(chat.InName)),
            Call("players", "find_players", _ => Named("")),

            // 3. Threads.
            Staff("thread", chat => $"{Messages}&chat_request_id=eq.{chat.Chat}{Page}&order=message_no.desc"),
            Staff("thread, older page", _ => $"{Messages}&chat_request_id=eq.{History.LongChat}{Page}&order=message_no.desc&message_no=lt.300"),
            Staff("thread, what was missed", _ => $"{Messages}&chat_request_id=eq.{History.LongChat}&limit=200&message_no=gt.550&order=message_no.asc"),
            Staff("message by id", chat => $"{Messages}&id=eq.{chat.Message}&limit=1"),
            Player("thread", chat => $"{Messages}&chat_request_id=eq.{chat.Chat}{Page}&order=message_no.desc"),
            new("player: thread, older page", _ => new Request("GET", $"{Messages}&chat_request_id=eq.{History.LongChat}{Page}&order=message_no.desc&message_no=lt.300", firstGuest)),
            Player("open chat", chat => $"{Chats}&status=in.(waiting%2Cactive)&player_id=eq.{chat.Player}&order=last_message_at.desc.nullslast%2Ccreated_at.desc.nullslast%2Cid.asc.nullslast{Page}", Counted),
            new("player: place in the queue", turn => new Request("POST", "rpc/support_queue_status", openGuests[turn % openGuests.Length], Json: "{}")),
            Player("earlier chats", chat => $"{Chats}&status=in.(resolved)&player_id=eq.{chat.Player}{ByLastResolved}{PageAndOneMore}"),
        ];
    }

    private static string Search(string text) => $$"""{"search":"{{text}}","most":51}""";

    private static string Named(string text) => $$"""{"search":"{{text}}"}""";
}
