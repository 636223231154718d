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
    private readonly byte[] _idSuffix;

    public Letters(Crew crew, string anonKey)
    {
        // A letter first, so that no person's or chat's id ends like this.
        IdSuffix = $"-0000-4000-8000-f{Guid.NewGuid():n}"[..28];
        _idSuffix = Encoding.ASCII.GetBytes(IdSuffix);
        var id = "00000000" + IdSuffix;
        _fromPlayers = [.. Enumerable.Range(1, crew.Players).Select(chat => RestLine.Post(
            "/rest/v1/rpc/send_support_message", anonKey, crew.PlayerTokens[chat - 1], "return=minimal",
            $$"""{"message_id":"{{id}}","message_text":"{{Text}}"}"""))];
        _fromGres = [.. Enumerable.Range(1, crew.Players).Select(chat => RestLine.Post(
            "/rest/v1/chat_messages", anonKey, crew.GreTokens[Population.GreOf(chat, crew.Gres) - 1], "return=minimal",
            $$"""{"id":"{{id}}","chat_request_id":"{{Population.Chat(chat)}}","player_id":"{{Population.Player(chat)}}","sender_id":"{{Population.Gre(Population.GreOf(chat, crew.Gres))}}","sender_type":"gre","message_text":"{{Text}}"}"""))];
    }

    /// <summary>The messages of this run in the table are those whose id ends so.</summary>
    public string IdSuffix { get; }

    /// <summary>Writes the request for a message into a buffer; gives its length.</summary>
    public int Write(int sequence, byte[] buffer)
    {
        // From both sides by turns, but not both in one chat at the same moment: people wait for each other.
        var isPlayers = sequence % 2 == 0;
        var chats = _fromPlayers.Length;
        var template = isPlayers ? _fromPlayers[sequence / 2 % chats] : _fromGres[((sequence / 2) + (chats / 2)) % chats];
        template.CopyTo(buffer, 0);
        var request = buffer.AsSpan(0, template.Length);

        // All over the primary key's index, as the portals' random ids are; no two the same, as the factor is odd.
        var scattered = unchecked((uint)sequence * 2654435769u);
        Utf8Formatter.TryFormat(scattered, request[(request.IndexOf(_idSuffix) - 8)..], out _, new System.Buffers.StandardFormat('x', 8));
        Utf8Formatter.TryFormat(
            sequence, request[(request.LastIndexOf("\"#"u8) + 2)..], out _, new System.Buffers.StandardFormat('D', 10));
        return template.Length;
    }
}
