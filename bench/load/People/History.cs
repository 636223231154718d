using Npgsql;

namespace PortalChat.Load.People;

/// <summary>
/// What a desk has behind it: resolved chats of many players over months, some twenty messages in each, beside a few dozen
/// that are open now, however long the past is. Counts, previews and times agree with the messages.
/// </summary>
internal static class History
{
    /// <summary>A resolved chat with older pages; its player is the first guest.</summary>
    public const string LongChat = "00000000-0000-4000-b100-000000000001";

    /// <summary>Messages in it.</summary>
    public const int LongChatMessages = 600;

    private const string GuestPrefix = "00000000-0000-4000-b000-";
    private const int ChatsOfAGuest = 5;
    private const int MessagesOfAChat = 20;
    private const int OpenChats = 60;

    /// <summary>Chats in one transaction.</summary>
    private const int Portion = 25_000;

    public static int Chats(int messages) => (messages - LongChatMessages) / MessagesOfAChat;

    public static int Guests(int messages) => Math.Max(2 * OpenChats, Chats(messages) / ChatsOfAGuest);

    /// <summary>Fills the tables with so many messages, within one or two in a hundred, and then does what maintenance would.</summary>
    /// <param name="superuser">Of a database whose log nobody reads.</param>
    /// <param name="messages">Thousands of them.</param>
    /// <param name="gres">1 to n, who have had the chats.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task FillAsync(NpgsqlDataSource superuser, int messages, int gres, CancellationToken cancellationToken)
    {
        var (chats, guests) = (Chats(messages), Guests(messages));
        await using var connection = await superuser.OpenConnectionAsync(cancellationToken);

        // No triggers, and no look-up of foreign keys: the rows are made so that they agree.
        await RunAsync(connection, "set session_replication_role = replica; set synchronous_commit = off", cancellationToken);
        await RunAsync(connection, $$"""
            insert into auth.users (id, aud, role, email, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
            select ('{{GuestPrefix}}' || lpad(n::text, 12, '0'))::uuid, 'authenticated', 'authenticated',
              'guest-' || n || '@load.example', '{}', '{}', now(), now()
            from generate_series(1, {{guests}}) n
            """, cancellationToken);
        for (var first = 1; first <= chats; first += Portion)
        {
            await RunAsync(connection, Insert(first, Math.Min(chats, first + Portion - 1), chats, guests, gres), cancellationToken);
        }

        await RunAsync(connection, """
            insert into portalchat.player_names (player_id, player_name, last_chat_at)
            select player_id, player_name, max(created_at) from public.chat_requests group by player_id, player_name
            on conflict do nothing
            """, cancellationToken);
        await RunAsync(
            connection,
            "vacuum (analyze) auth.users, public.chat_requests, public.chat_messages, portalchat.player_names",
            cancellationToken);
        await RunAsync(connection, "checkpoint", cancellationToken);
    }

    private static string Insert(int first, int last, int chats, int guests, int gres) => $"""
        with numbered as (
          select n, n > {chats - OpenChats} as is_open,
            case when n = 1 then {LongChatMessages} else 1 + (hashint8(n) & 2147483647) % {(2 * MessagesOfAChat) - 1} end as messages,
            case when n = 1 then 1 when n > {chats - OpenChats} then {chats} - n + 2
              else 1 + (hashint8(n + {chats}) & 2147483647) % {guests} end as guest,
            now() - interval '1 day' - interval '180 days' * (1 - n / {chats + 1}.0)::float8 as opened,
            (array['Bonus', 'Withdrawal', 'Deposit', 'Login', 'Verification', 'Game', 'Limit', 'Password'])[1 + n % 8] || ' '
              || (array['missing', 'pending', 'declined', 'not working', 'stuck', 'wrong', 'question'])[1 + n % 7]
              || ' #' || left(md5(n::text), 8) as subject,
            ('{Population.GrePrefix}' || lpad((1 + n % {gres})::text, 12, '0'))::uuid as gre
          from generate_series({first}::bigint, {last}::bigint) n
        ),
        chats as (
          insert into public.chat_requests (
            id, player_id, status, subject, priority, gre_staff_id, player_name, gre_staff_name, created_at, updated_at,
            assigned_at, first_reply_at, resolved_at, resolved_by, message_count, last_message_at, last_message_text,
            last_sender_type, player_read_no, gre_read_no)
          select case when n = 1 then '{LongChat}' else gen_random_uuid() end,
            ('{GuestPrefix}' || lpad(guest::text, 12, '0'))::uuid,
            case when not is_open then 'resolved' when n % 3 = 0 then 'waiting' else 'active' end::public.chat_status,
            subject, case when n % 10 = 0 then 'high' else 'normal' end::public.chat_priority,
            case when is_open and n % 3 = 0 then null else gre end,
            (array['Alice', 'Bob', 'Carla', 'Dmitri', 'Erin', 'Farid', 'Grace', 'Hugo', 'Ines', 'Jon'])[1 + guest % 10] || ' '
              || (array['Moreau', 'Okafor', 'Smith', 'Tanaka', 'Novak', 'Garcia', 'Haddad'])[1 + guest % 7] || ' '
              || lpad(guest::text, 6, '0'),
            case when is_open and n % 3 = 0 then null else 'Support' end,
            opened, opened + messages * interval '40 s', case when is_open and n % 3 = 0 then null else opened end,
            case when messages > 1 then opened + interval '80 s' end,
            case when not is_open then opened + messages * interval '40 s' end, case when not is_open then gre end,
            messages, opened + messages * interval '40 s', left(words.text, 140),
            case when messages % 2 = 1 then 'player' else 'gre' end::public.sender_type, messages, messages
          from numbered cross join lateral (select {Words("hashtext(subject)::bigint", "messages")}) as words (text)
          returning id, player_id, gre_staff_id, message_count, created_at, subject
        )
        insert into public.chat_messages (id, chat_request_id, player_id, sender_id, sender_type, message_text, message_no, created_at)
        select gen_random_uuid(), c.id, c.player_id,
          case when g % 2 = 1 then c.player_id else coalesce(c.gre_staff_id, '{Population.Gre(1)}') end,
          case when g % 2 = 1 then 'player' else 'gre' end::public.sender_type,
          {Words("hashtext(c.subject)::bigint", "g")}, g, c.created_at + g * interval '40 s'
        from chats as c cross join generate_series(1, c.message_count) as g
        """;

    /// <summary>Twenty to two hundred characters that follow from a number for the chat and the message's.</summary>
    private static string Words(string chat, string message) =>
        "left(repeat('I cannot find the bonus that I was promised on Friday. ', 4), "
        + $"20 + (hashint8({chat} * 1000 + {message}) & 2147483647) % 180)";

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
