using System.Buffers.Text;
using System.Text;
using PortalChat.Load.Wire;

namespace PortalChat.Load.People;

/// <summary>
/// The requests that send messages: half of them players over <c>rpc/send_support_message</c>, half of them GREs over
/// <c>chat_messages</c>, round all chats. Only the message's number and id differ, so those are written into a template.
/// </summary>
internal sealed class Letters
{
    private const string Mark = "0000000000";
    private const string Text = "#" + Mark + " I cannot find the bonus that I was promised on Friday.";

    private readonly byte[][] _fromPlayers;
    private readonly byte[][] _fromGres;
    private readonly string _run = Guid.NewGuid().ToString()[..8];

    public Letters(Crew crew, string anonKey)
    {
        _fromPlayers = [.. Enumerable.Range(1, crew.Players).Select(chat => RestLine.Post(
            "/rest/v1/rpc/send_support_message", anonKey, crew.PlayerTokens[chat - 1], "return=minimal",
            $$"""{"message_id":"{{_run}}-0000-4000-8000-00{{Mark}}","message_text":"{{Text}}"}"""))];
        _fromGres = [.. Enumerable.Range(1, crew.Players).Select(chat => RestLine.Post(
            "/rest/v1/chat_messages", anonKey, crew.GreTokens[Population.GreOf(chat, crew.Gres) - 1], "return=minimal",
            $$"""{"id":"{{_run}}-0000-4000-8000-00{{Mark}}","chat_request_id":"{{Population.Chat(chat)}}","player_id":"{{Population.Player(chat)}}","sender_id":"{{Population.Gre(Population.GreOf(chat, crew.Gres))}}","sender_type":"gre","message_text":"{{Text}}"}"""))];
    }

    /// <summary>The messages of this run in the table are those whose id starts so.</summary>
    public string IdPrefix => _run;

    /// <summary>Writes the request for a message into a buffer; gives its length.</summary>
    public int Write(int sequence, byte[] buffer)
    {
        // From both sides by turns, but not both in one chat at the same moment: people wait for each other.
        var isPlayers = sequence % 2 == 0;
        var chats = _fromPlayers.Length;
        var template = isPlayers ? _fromPlayers[sequence / 2 % chats] : _fromGres[((sequence / 2) + (chats / 2)) % chats];
        template.CopyTo(buffer, 0);
        Stamp(buffer.AsSpan(0, template.Length), "-0000-4000-8000-00"u8, sequence, last: false);
        Stamp(buffer.AsSpan(0, template.Length), "\"#"u8, sequence, last: true);
        return template.Length;
    }

    // A template has the id of the message first, and its text last; other ids stand between them.
    private void Stamp(Span<byte> request, ReadOnlySpan<byte> before, int sequence, bool last)
    {
        Span<byte> id = stackalloc byte[26];
        var at = last
            ? request.LastIndexOf(before) + before.Length
            : request.IndexOf(id[..(Encoding.ASCII.GetBytes(_run, id) + Append(before, id[8..]))]) + 26;
        Utf8Formatter.TryFormat(sequence, request[at..], out _, new System.Buffers.StandardFormat('D', 10));
    }

    private static int Append(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        bytes.CopyTo(to);
        return bytes.Length;
    }
}
