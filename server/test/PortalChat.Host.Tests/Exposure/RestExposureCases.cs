namespace PortalChat.Host.Tests.Exposure;

/// <summary>
/// Every way into a REST request, each with every kind of secret that it could lead to, and beside it the same way to
/// what Alice may have: that one works, so the way is there. JSON is written with single quotes; <c>^</c> begins a header.
/// </summary>
internal static class RestExposureCases
{
    public const string Reading =
        """
        way                | leads to     | request                                                          | the same way to her own
        path               | other schema | GET gold                                                         | GET chat_messages
        path               | other schema | GET vault.gold                                                   | GET chat_messages
        path               | other schema | GET %22vault%22.%22gold%22                                       | GET chat_messages
        path               | other schema | GET vault/gold                                                   | GET chat_messages
        path               | other schema | GET ../vault/gold                                                | GET chat_messages
        path               | other schema | GET pg_authid                                                    | GET chat_messages
        path               | other table  | GET notes                                                        | GET chat_messages
        path               | other table  | GET everything                                                   | GET chat_messages
        path               | other table  | GET Notes                                                        | GET chat_messages
        path               | other table  | GET chat_messages/../notes                                       | GET chat_messages
        path               | other table  | GET chat_messages%2f..%2fnotes                                   | GET chat_messages
        path               | other table  | GET chat_messages,notes                                          | GET chat_messages
        path               | other player | GET chat_messages                                                | GET chat_messages
        path               | server file  | GET ../../../secret.txt                                          | GET chat_messages
        path               | server file  | GET ..%2f..%2fsecret.txt                                         | GET chat_messages
        path               | server file  | GET ..%252f..%252fsecret.txt                                     | GET chat_messages
        profile            | other schema | GET gold ^Accept-Profile: vault                                  | GET chat_messages ^Accept-Profile: public
        profile            | other schema | GET gold ^Accept-Profile: public,vault                           | GET chat_messages ^Accept-Profile: public
        profile            | other schema | POST rpc/open {} ^Content-Profile: vault                         | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1} ^Content-Profile: public
        profile            | other schema | GET users ^Accept-Profile: auth                                  | GET chat_messages ^Accept-Profile: public
        select             | other schema | GET chat_messages?select=vault.gold.words                        | GET chat_messages?select=message_text
        select             | other schema | GET chat_messages?select=words                                   | GET chat_messages?select=message_text
        select             | other schema | GET chat_requests?select=vault.words                             | GET chat_requests?select=subject
        select             | other table  | GET chat_requests?select=note_of                                 | GET chat_requests?select=subject
        select             | other table  | GET chat_messages?select=notes.words                             | GET chat_messages?select=message_text
        select             | other table  | GET chat_messages?select=(select%20words%20from%20notes)         | GET chat_messages?select=message_text
        select             | other table  | GET chat_messages?select=%22message_text%22%22),(select%20words%20from%20notes)--%22 | GET chat_messages?select=%22message_text%22
        select             | other player | GET chat_messages?select=*,message_text::text                    | GET chat_messages?select=*,message_text::text
        select             | server file  | GET chat_messages?select=pg_read_file('$file')                   | GET chat_messages?select=message_text
        alias              | other table  | GET chat_messages?select=%22a%22%22,(select%20words%20from%20notes)%20b%22:message_text | GET chat_messages?select=a:message_text
        cast               | other schema | GET chat_messages?select=message_no::regclass                    | GET chat_messages?select=message_text::varchar
        cast               | other schema | GET chat_messages?select=message_text::vault.gold                | GET chat_messages?select=message_text::varchar
        cast               | other table  | GET chat_messages?select=message_text::notes                     | GET chat_messages?select=message_text::varchar
        cast               | other table  | GET chat_messages?select=message_text::text%7C%7C(select%20words%20from%20notes) | GET chat_messages?select=message_text::varchar
        cast               | other table  | GET chat_messages?select=message_text::text)%20from%20notes--    | GET chat_messages?select=message_text::varchar
        cast               | server file  | GET chat_messages?select=message_text::pg_lsn                    | GET chat_messages?select=message_text::varchar
        json path          | other table  | GET chat_messages?select=message_text-%3E%3Enotes                | GET chat_messages?select=x:message_text
        json path          | other table  | GET chat_requests?select=x:id-%3E%22'%7C%7C(select%20words%20from%20notes)%7C%7C'%22 | GET chat_requests?select=x:subject
        json path          | other table  | GET chat_requests?id-%3E%3E%22'%20or%20words%22=eq.1             | GET chat_requests?subject=like.words*
        aggregate          | other player | GET chat_messages?select=count()                                 | GET chat_messages ^Prefer: count=exact
        filter name        | other schema | GET chat_requests?vault.gold.words=like.gold*                    | GET chat_requests?subject=like.words*
        filter name        | other table  | GET chat_requests?note_of=like.notes*                            | GET chat_requests?subject=like.words*
        filter name        | other table  | GET chat_requests?notes.words=like.notes*                        | GET chat_requests?subject=like.words*
        filter name        | other table  | GET chat_requests?%22subject%22%20is%20null%20or%20%22=eq.1      | GET chat_requests?subject=like.words*
        filter value       | other table  | GET chat_messages?message_text=eq.x'%20or%20'1'='1               | GET chat_messages?message_text=eq.words%20of%20Alice
        filter value       | other table  | GET chat_messages?message_text=in.((select%20words%20from%20notes)) | GET chat_messages?message_text=in.(words%20of%20Alice)
        filter value       | other player | GET chat_messages?player_id=eq.$bruno                            | GET chat_messages?player_id=eq.$alice
        filter value       | other player | GET chat_messages?player_id=neq.$alice                           | GET chat_messages?player_id=neq.$bruno
        filter value       | other player | GET chat_messages?message_text=like.*Bruno*                      | GET chat_messages?message_text=like.*Alice*
        filter value       | other player | GET chat_messages?player_id=in.($alice,$bruno)&message_text=not.like.*Alice* | GET chat_messages?player_id=in.($alice,$bruno)
        filter value       | other player | GET chat_messages?chat_request_id=eq.$other                      | GET chat_messages?chat_request_id=eq.$chat
        filter operator    | other player | GET chat_messages?message_text=imatch.bruno                      | GET chat_messages?message_text=imatch.alice
        filter operator    | other player | GET chat_messages?message_text=fts(english).Bruno                | GET chat_messages?message_text=fts(english).Alice
        filter operator    | other schema | GET chat_messages?message_text=fts(vault.gold).x                 | GET chat_messages?message_text=fts(english).Alice
        logic              | other player | GET chat_messages?or=(player_id.eq.$bruno,message_no.gt.99)      | GET chat_messages?or=(player_id.eq.$alice,message_no.gt.99)
        logic              | other player | GET chat_messages?not.and=(player_id.eq.$alice)                  | GET chat_messages?not.and=(player_id.eq.$bruno)
        logic              | other table  | GET chat_messages?or=(notes.words.like.*,message_no.gt.99)       | GET chat_messages?or=(message_text.like.*,message_no.gt.99)
        embed              | other schema | GET chat_requests?select=gold(words)                             | GET chat_requests?select=chat_messages(message_text)
        embed              | other schema | GET chat_requests?select=vault.gold(words)                       | GET chat_requests?select=chat_messages(message_text)
        embed              | other schema | GET chat_requests?select=subject,users(email)                    | GET chat_requests?select=subject,chat_messages(id)
        embed              | other schema | GET chat_requests?select=a_chat_has_a_player(email)              | GET chat_requests?select=chat_messages(message_text)
        embed              | other schema | GET chat_requests?select=player_id(email)                        | GET chat_messages?select=a_message_agrees_with_its_chat_about_the_player(subject)
        embed              | other table  | GET chat_requests?select=notes(words)                            | GET chat_requests?select=chat_messages(message_text)
        embed              | other table  | GET chat_requests?select=x:notes!chat_id(words)                  | GET chat_requests?select=x:chat_messages!a_message_agrees_with_its_chat_about_the_player(message_text)
        embed              | other table  | GET chat_requests?select=notes_chat_id_fkey(words)               | GET chat_requests?select=chat_messages(message_text)
        embed              | other table  | GET chat_requests?select=...notes(words)                         | GET chat_requests?select=...chat_messages(message_text)
        embed              | other table  | GET chat_messages?select=chat_requests(notes(words))             | GET chat_messages?select=chat_requests(chat_messages(message_text))
        embed              | other player | GET chat_requests?select=chat_messages(message_text)&chat_messages.player_id=eq.$bruno | GET chat_requests?select=chat_messages(message_text)&chat_messages.player_id=eq.$alice
        embed              | other player | GET chat_messages?select=chat_requests!inner(subject)&chat_requests.player_id=eq.$bruno | GET chat_messages?select=chat_requests!inner(subject)&chat_requests.player_id=eq.$alice
        hint               | other table  | GET chat_requests?select=chat_messages!notes(message_text)&x=eq.1 | GET chat_requests?select=chat_messages!a_message_agrees_with_its_chat_about_the_player(message_text)
        hint               | other table  | GET chat_requests?select=chat_messages!%22);select%20words%20from%20notes--%22(id) | GET chat_requests?select=chat_messages!a_message_agrees_with_its_chat_about_the_player(message_text)
        order              | other table  | GET chat_requests?order=note_of                                  | GET chat_requests?order=subject
        order              | other table  | GET chat_requests?order=notes(words)                             | GET chat_messages?select=*,chat_requests(subject)&order=chat_requests(subject)
        order              | other table  | GET chat_requests?order=(select%20words%20from%20notes)          | GET chat_requests?order=subject
        order              | other table  | GET chat_requests?order=subject.desc;select%20words%20from%20notes | GET chat_requests?order=subject.desc
        order              | other player | GET chat_messages?order=player_id&select=message_text            | GET chat_messages?order=player_id&select=message_text
        limit              | other player | GET chat_messages?limit=1%20union%20select%20words%20from%20notes | GET chat_messages?limit=1
        offset             | other player | GET chat_messages?offset=1                                       | GET chat_messages?offset=0
        range              | other player | GET chat_messages ^Range: 1-5                                    | GET chat_messages ^Range: 0-0
        function           | other schema | GET rpc/open                                                     | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        function           | other schema | POST rpc/vault.open {}                                           | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        function           | other schema | POST rpc/visible_chat {'chat_id':'$other'}                       | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        function           | other table  | GET rpc/read_notes                                               | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        function           | other table  | POST rpc/note_of {'id':'$chat'}                                  | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        function           | other table  | GET rpc/query_to_xml?query=select*from%20notes&nulls=true&tableforest=true&targetns= | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        function           | server file  | GET rpc/pg_read_file?filename=$file                              | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        function           | server file  | POST rpc/pg_read_binary_file {'filename':'$file'}                | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        function           | server file  | POST rpc/pg_ls_dir {'dirname':'.'}                               | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        function           | server file  | POST rpc/lo_import {'':'$file'}                                  | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        argument           | other player | POST rpc/mark_chat_read {'chat_request_id':'$other','message_no':1} | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        argument           | other player | POST rpc/claim_chat {'chat_request_id':'$other'}                 | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        argument           | other player | POST rpc/rate_chat {'chat_request_id':'$other','rating':5}       | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        argument           | other table  | POST rpc/mark_chat_read?select=note_of {'chat_request_id':'$chat','message_no':1} | POST rpc/mark_chat_read?select=subject {'chat_request_id':'$chat','message_no':1}
        argument           | other table  | POST rpc/mark_chat_read?select=notes(words) {'chat_request_id':'$chat','message_no':1} | POST rpc/mark_chat_read?select=chat_messages(message_text) {'chat_request_id':'$chat','message_no':1}
        count              | other player | GET chat_messages?player_id=eq.$bruno ^Prefer: count=exact       | GET chat_messages?player_id=eq.$alice ^Prefer: count=exact
        plan               | other player | GET chat_messages ^Accept: application/vnd.pgrst.plan+text; options=analyze | GET chat_messages ^Accept: application/vnd.pgrst.array+json
        media type         | other player | GET chat_messages ^Accept: text/csv                              | GET chat_messages ^Accept: text/csv
        time zone          | other table  | GET chat_messages?offset=1 ^Prefer: timezone='; reset role; --   | GET chat_messages ^Prefer: timezone=Europe/Rome
        header             | other player | GET chat_messages?offset=1 ^role: service_role                   | GET chat_messages ^X-Client-Info: a
        header             | other player | GET chat_messages?offset=1 ^request.jwt.claims: {'role':'service_role'} | GET chat_messages ^X-Client-Info: a
        header             | other player | GET chat_messages?offset=1 ^X-Forwarded-User: service_role       | GET chat_messages ^X-Client-Info: a
        header             | other player | GET chat_messages?offset=1 ^apikey: $anon                        | GET chat_messages ^X-Client-Info: a
        description        | other schema | GET                                                              | GET chat_messages
        """;

    public const string Writing =
        """
        way                | leads to     | request                                                          | the same way to her own
        body               | other player | POST chat_messages?select=* {'chat_request_id':'$other','player_id':'$bruno','sender_id':'$alice','sender_type':'player','message_text':'x'} | POST chat_messages?select=* {'chat_request_id':'$chat','player_id':'$alice','sender_id':'$alice','sender_type':'player','message_text':'words of Alice'}
        body               | other player | POST chat_messages {'chat_request_id':'$chat','player_id':'$bruno','sender_id':'$bruno','sender_type':'player','message_text':'x'} | POST chat_messages {'chat_request_id':'$chat','player_id':'$alice','sender_id':'$alice','sender_type':'player','message_text':'words of Alice'}
        body               | other player | PATCH chat_requests?id=eq.$chat {'player_id':'$bruno'}           | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        body key           | other table  | POST chat_messages {'notes.words':'x','message_text':'x'}        | POST chat_messages {'chat_request_id':'$chat','player_id':'$alice','sender_id':'$alice','sender_type':'player','message_text':'words of Alice'}
        body key           | other table  | POST chat_messages {'message_text) select words from notes--':'x'} | POST chat_messages {'chat_request_id':'$chat','player_id':'$alice','sender_id':'$alice','sender_type':'player','message_text':'words of Alice'}
        columns            | other table  | POST chat_messages?columns=message_text)%20select%20words%20from%20notes-- {'message_text':'x'} | POST chat_messages?columns=chat_request_id,player_id,sender_id,sender_type,message_text {'chat_request_id':'$chat','player_id':'$alice','sender_id':'$alice','sender_type':'player','message_text':'words of Alice'}
        on_conflict        | other player | POST chat_requests?on_conflict=id {'id':'$other','player_id':'$alice','subject':'x'} ^Prefer: resolution=merge-duplicates | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        on_conflict        | other player | POST chat_requests?on_conflict=id {'id':'$other','player_id':'$bruno','subject':'x'} ^Prefer: resolution=ignore-duplicates | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        on_conflict        | other table  | POST chat_messages?on_conflict=id)%20do%20nothing;select%20words%20from%20notes-- {'message_text':'x'} | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        put                | other player | PUT chat_requests?id=eq.$other {'id':'$other','player_id':'$alice','subject':'x'} | POST rpc/mark_chat_read {'chat_request_id':'$chat','message_no':1}
        patch              | other player | PATCH chat_requests?id=eq.$other&select=* {'status':'resolved'}  | GET chat_requests?id=eq.$chat
        patch              | other player | PATCH chat_requests?select=* {'rating':5}                        | GET chat_requests?id=eq.$chat
        delete             | other player | DELETE chat_requests?id=eq.$other&select=*                       | GET chat_requests?id=eq.$chat
        delete             | other player | DELETE chat_messages?select=*                                    | GET chat_messages
        path               | other table  | POST notes?select=* {'id':2,'words':'x'}                         | POST chat_messages {'chat_request_id':'$chat','player_id':'$alice','sender_id':'$alice','sender_type':'player','message_text':'words of Alice'}
        path               | other table  | DELETE notes?select=*                                            | GET chat_messages
        profile            | other schema | POST gold?select=* {'id':2,'words':'x'} ^Content-Profile: vault  | POST chat_messages {'chat_request_id':'$chat','player_id':'$alice','sender_id':'$alice','sender_type':'player','message_text':'words of Alice'} ^Content-Profile: public
        """;
}
