namespace PortalChat.Host.Tests.Exposure;

/// <summary>What must never reach Alice, each where its kind of secret is; and what is her own.</summary>
internal static class Secrets
{
    /// <summary>In a table and a function of a schema that is not exposed, on which everybody has all rights.</summary>
    public const string OtherSchema = "gold of the vault";

    /// <summary>In a table and a function of the exposed schema that are not listed, on which everybody has all rights.</summary>
    public const string OtherTable = "notes of the house";

    /// <summary>In the chat and the messages of another player.</summary>
    public const string OtherPlayer = "words of Bruno";

    /// <summary>In a file of the data folder, and behind a link in a portal's folder.</summary>
    public const string ServerFile = "line of a file";

    public const string Own = "words of Alice";

    public static IReadOnlyList<string> All { get; } = [OtherSchema, OtherTable, OtherPlayer, ServerFile];

    public const string Sql =
        $"""
        create schema vault;
        create table vault.gold (id int primary key, words text, chat_id uuid references public.chat_requests (id));
        insert into vault.gold values (1, '{OtherSchema}', null);
        create function vault.open() returns text language sql stable as $$ select words from vault.gold $$;
        create function vault.words(public.chat_requests) returns text language sql stable as $$ select words from vault.gold $$;
        grant usage on schema vault to anon, authenticated;
        grant all on vault.gold to anon, authenticated;

        create table public.notes (id int primary key, words text, chat_id uuid references public.chat_requests (id));
        insert into public.notes values (1, '{OtherTable}', null);
        create function public.read_notes() returns text language sql stable as $$ select words from public.notes $$;
        create function public.note_of(public.chat_requests) returns text language sql stable as $$ select words from public.notes $$;
        create view public.everything as select words from public.notes union all select message_text from public.chat_messages;
        grant all on public.notes, public.everything to anon, authenticated;
        """;
}
