namespace PortalChat.Host.Tests.Contract;

/// <summary>
/// The contract's table of who may do what, as requests. JSON is written with single quotes. <c>gre</c> is Grace, who
/// has the chat where it is not waiting.
/// </summary>
internal static class PermissionMatrix
{
    public const string Reads =
        """
        request                                                   | caller       | waiting   | active    | resolved
        GET chat_requests?id=eq.$chat                             | anon         | 401 42501 | 401 42501 | 401 42501
        GET chat_requests?id=eq.$chat                             | player       | ok        | ok        | ok
        GET chat_requests?id=eq.$chat                             | other player | none      | none      | none
        GET chat_requests?id=eq.$chat                             | gre          | ok        | ok        | ok
        GET chat_requests?id=eq.$chat                             | other gre    | ok        | ok        | ok
        GET chat_requests?id=eq.$chat                             | lead         | ok        | ok        | ok
        GET chat_requests?id=eq.$chat                             | service      | ok        | ok        | ok
        GET chat_messages?chat_request_id=eq.$chat                | anon         | 401 42501 | 401 42501 | 401 42501
        GET chat_messages?chat_request_id=eq.$chat                | player       | ok        | ok        | ok
        GET chat_messages?chat_request_id=eq.$chat                | other player | none      | none      | none
        GET chat_messages?chat_request_id=eq.$chat                | gre          | ok        | ok        | ok
        GET chat_messages?chat_request_id=eq.$chat                | other gre    | ok        | ok        | ok
        GET chat_messages?chat_request_id=eq.$chat                | lead         | ok        | ok        | ok
        GET chat_messages?chat_request_id=eq.$chat                | service      | ok        | ok        | ok
        GET chat_messages?player_id=eq.$player&select=*,chat_requests(*)  | other player | none | none    | none
        GET chat_messages?player_id=eq.$player&select=*,chat_requests(*)  | player       | ok   | ok      | ok
        """;

    private const string ForPlayer = "POST chat_requests {'player_id':'$player'";

    public const string Openings =
        $$"""
        request                                                    | caller       | no chat   | waiting   | resolved
        {{ForPlayer}}}                                             | anon         | 401 42501 | 401 42501 | 401 42501
        {{ForPlayer}}}                                             | player       | ok        | 409 23505 | ok
        {{ForPlayer}}}                                             | other player | 403 42501 | 403 42501 | 403 42501
        {{ForPlayer}}}                                             | gre          | ok        | 409 23505 | ok
        {{ForPlayer}}}                                             | lead         | ok        | 409 23505 | ok
        {{ForPlayer}}}                                             | service      | ok        | 409 23505 | ok
        {{ForPlayer}},'priority':'low'}                            | player       | ok        | 409 23505 | ok
        {{ForPlayer}},'priority':'urgent'}                         | player       | 403 42501 | 403 42501 | 403 42501
        {{ForPlayer}},'priority':'urgent'}                         | gre          | ok        | 409 23505 | ok
        {{ForPlayer}},'status':'resolved'}                         | player       | 400 23514 | 400 23514 | 400 23514
        {{ForPlayer}},'status':'resolved'}                         | service      | 400 23514 | 400 23514 | 400 23514
        {{ForPlayer}},'status':'closed'}                           | player       | 400 22P02 | 400 22P02 | 400 22P02
        {{ForPlayer}},'status':'active','gre_staff_id':'$grace'}   | player       | 403 42501 | 403 42501 | 403 42501
        {{ForPlayer}},'status':'active','gre_staff_id':'$grace'}   | gre          | ok        | 409 23505 | ok
        {{ForPlayer}},'status':'active','gre_staff_id':'$grace'}   | other gre    | 403 42501 | 403 42501 | 403 42501
        {{ForPlayer}},'status':'active','gre_staff_id':'$grace'}   | lead         | ok        | 409 23505 | ok
        {{ForPlayer}},'status':'active','gre_staff_id':'$grace'}   | service      | ok        | 409 23505 | ok
        {{ForPlayer}},'status':'active','gre_staff_id':'$other'}   | lead         | 400 23514 | 400 23514 | 400 23514
        {{ForPlayer}},'gre_staff_id':'$grace'}                     | player       | 403 42501 | 403 42501 | 403 42501
        {{ForPlayer}},'category':'Not a word'}                     | player       | 400 23514 | 400 23514 | 400 23514
        POST chat_requests {'player_id':'$grace'}                  | lead         | 400 23514 | 400 23514 | 400 23514
        POST chat_requests {'player_id':'$chat'}                   | lead         | 409 23503 | 409 23503 | 409 23503
        POST chat_requests {'subject':'Whose?'}                    | player       | 403 42501 | 403 42501 | 403 42501
        """;

    private const string Message =
        "POST chat_messages {'chat_request_id':'$chat','message_text':'Hello','player_id':'$player','sender_id':";

    private const string Odd =
        "POST chat_messages {'chat_request_id':'$chat','sender_id':'$self','sender_type':'player'";

    public const string Messages =
        $$"""
        request                                         | caller       | waiting   | active    | resolved
        {{Message}}'$self','sender_type':'player'}      | anon         | 401 42501 | 401 42501 | 401 42501
        {{Message}}'$self','sender_type':'player'}      | player       | ok        | ok        | 409 PT409
        {{Message}}'$self','sender_type':'player'}      | other player | 403 42501 | 403 42501 | 403 42501
        {{Message}}'$self','sender_type':'gre'}         | gre          | 403 42501 | ok        | 409 PT409
        {{Message}}'$self','sender_type':'gre'}         | other gre    | 403 42501 | 403 42501 | 409 PT409
        {{Message}}'$self','sender_type':'gre'}         | lead         | ok        | ok        | 409 PT409
        {{Message}}'$grace','sender_type':'gre'}        | service      | ok        | ok        | 409 PT409
        {{Message}}'$self','sender_type':'gre'}         | player       | 403 42501 | 403 42501 | 403 42501
        {{Message}}'$self','sender_type':'player'}      | gre          | 403 42501 | 403 42501 | 403 42501
        {{Message}}'$self','sender_type':'player'}      | lead         | 403 42501 | 403 42501 | 403 42501
        {{Message}}'$grace','sender_type':'gre'}        | player       | 403 42501 | 403 42501 | 403 42501
        {{Message}}'$grace','sender_type':'gre'}        | other gre    | 403 42501 | 403 42501 | 403 42501
        {{Message}}'$grace','sender_type':'gre'}        | lead         | 403 42501 | 403 42501 | 403 42501
        {{Message}}'$player','sender_type':'player'}    | other player | 403 42501 | 403 42501 | 403 42501
        {{Message}}'$player','sender_type':'player'}    | gre          | 403 42501 | 403 42501 | 403 42501
        {{Message}}'$grace','sender_type':'player'}     | service      | 400 23514 | 400 23514 | 409 PT409
        {{Odd}},'player_id':'$other','message_text':'Hello'}     | player       | 400 23514 | 400 23514 | 400 23514
        {{Odd}},'message_text':'Hello'}                 | player       | 400 23514 | 400 23514 | 400 23514
        {{Odd}},'player_id':'$player','message_text':''} | player       | 400 23514 | 400 23514 | 409 PT409
        {{Odd}},'player_id':'$player'}                  | player       | 400 23502 | 400 23502 | 409 PT409
        {{Message}}'$self','sender_type':'system'}      | player       | 400 22P02 | 400 22P02 | 400 22P02
        """;

    private const string Chat = "PATCH chat_requests?id=eq.$chat";

    public const string Changes =
        $$"""
        request                                                   | caller       | waiting   | active    | resolved
        {{Chat}} {'status':'active','gre_staff_id':'$self'}       | anon         | 401 42501 | 401 42501 | 401 42501
        {{Chat}} {'status':'active','gre_staff_id':'$self'}       | player       | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'status':'active','gre_staff_id':'$self'}       | other player | none      | none      | none
        {{Chat}} {'status':'active','gre_staff_id':'$self'}       | gre          | ok        | same      | ok
        {{Chat}} {'status':'active','gre_staff_id':'$self'}       | other gre    | ok        | 409 PT409 | ok
        {{Chat}} {'status':'active','gre_staff_id':'$self'}       | lead         | ok        | ok        | ok
        {{Chat}} {'status':'active','gre_staff_id':'$iris'}       | player       | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'status':'active','gre_staff_id':'$iris'}       | gre          | 403 42501 | ok        | 403 42501
        {{Chat}} {'status':'active','gre_staff_id':'$iris'}       | other gre    | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'status':'active','gre_staff_id':'$iris'}       | lead         | ok        | ok        | ok
        {{Chat}} {'status':'active','gre_staff_id':'$iris'}       | service      | ok        | ok        | ok
        {{Chat}} {'status':'active','gre_staff_id':'$player'}     | lead         | 400 23514 | 400 23514 | 400 23514
        {{Chat}} {'status':'active','gre_staff_id':'$player'}     | service      | 400 23514 | 400 23514 | 400 23514
        {{Chat}} {'gre_staff_id':'$iris'}                         | player       | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'gre_staff_id':'$iris'}                         | gre          | 409 PT409 | ok        | 409 PT409
        {{Chat}} {'gre_staff_id':'$iris'}                         | service      | 409 PT409 | ok        | 409 PT409
        {{Chat}} {'status':'waiting'}                             | player       | same      | 403 42501 | 403 42501
        {{Chat}} {'status':'waiting'}                             | other player | none      | none      | none
        {{Chat}} {'status':'waiting'}                             | gre          | same      | ok        | 409 PT409
        {{Chat}} {'status':'waiting'}                             | other gre    | same      | 403 42501 | 409 PT409
        {{Chat}} {'status':'waiting'}                             | lead         | same      | ok        | 409 PT409
        {{Chat}} {'status':'waiting'}                             | service      | same      | ok        | 409 PT409
        {{Chat}} {'status':'resolved'}                            | anon         | 401 42501 | 401 42501 | 401 42501
        {{Chat}} {'status':'resolved'}                            | player       | ok        | ok        | same
        {{Chat}} {'status':'resolved'}                            | other player | none      | none      | none
        {{Chat}} {'status':'resolved'}                            | gre          | ok        | ok        | same
        {{Chat}} {'status':'resolved'}                            | other gre    | ok        | 403 42501 | same
        {{Chat}} {'status':'resolved'}                            | lead         | ok        | ok        | same
        {{Chat}} {'status':'resolved'}                            | service      | ok        | ok        | same
        {{Chat}} {'gre_read_no':1}                                | player       | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'gre_read_no':1}                                | gre          | 403 42501 | ok        | ok
        {{Chat}} {'gre_read_no':1}                                | other gre    | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'gre_read_no':1}                                | lead         | ok        | ok        | ok
        {{Chat}} {'player_read_no':0}                             | player       | same      | same      | same
        {{Chat}} {'player_read_no':0}                             | gre          | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'rating':5}                                     | player       | 409 PT409 | 409 PT409 | ok
        {{Chat}} {'rating':5}                                     | gre          | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'rating':5}                                     | lead         | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'rating':6}                                     | player       | 409 PT409 | 409 PT409 | 400 23514
        {{Chat}} {'subject':'Mine'}                               | player       | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'priority':'urgent'}                            | player       | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'player_id':'$other'}                           | player       | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'player_id':'$other'}                           | lead         | 403 42501 | 403 42501 | 403 42501
        {{Chat}} {'player_id':'$other'}                           | service      | 403 42501 | 403 42501 | 403 42501
        PATCH chat_messages?chat_request_id=eq.$chat {'message_text':'Mine'} | anon    | 401 42501 | 401 42501 | 401 42501
        PATCH chat_messages?chat_request_id=eq.$chat {'message_text':'Mine'} | player  | 403 42501 | 403 42501 | 403 42501
        PATCH chat_messages?chat_request_id=eq.$chat {'message_text':'Mine'} | gre     | 403 42501 | 403 42501 | 403 42501
        PATCH chat_messages?chat_request_id=eq.$chat {'message_text':'Mine'} | lead    | 403 42501 | 403 42501 | 403 42501
        PATCH chat_messages?chat_request_id=eq.$chat {'message_text':'Mine'} | service | 403 42501 | 403 42501 | 403 42501
        """;

    public const string Deletions =
        """
        request                                       | caller       | waiting   | active    | resolved
        DELETE chat_requests?id=eq.$chat              | anon         | 401 42501 | 401 42501 | 401 42501
        DELETE chat_requests?id=eq.$chat              | player       | 403 42501 | 403 42501 | 403 42501
        DELETE chat_requests?id=eq.$chat              | other player | 403 42501 | 403 42501 | 403 42501
        DELETE chat_requests?id=eq.$chat              | gre          | 403 42501 | 403 42501 | 403 42501
        DELETE chat_requests?id=eq.$chat              | other gre    | 403 42501 | 403 42501 | 403 42501
        DELETE chat_requests?id=eq.$chat              | lead         | 403 42501 | 403 42501 | 403 42501
        DELETE chat_requests?id=eq.$chat              | service      | ok        | ok        | ok
        DELETE chat_messages?chat_request_id=eq.$chat | anon         | 401 42501 | 401 42501 | 401 42501
        DELETE chat_messages?chat_request_id=eq.$chat | player       | 403 42501 | 403 42501 | 403 42501
        DELETE chat_messages?chat_request_id=eq.$chat | gre          | 403 42501 | 403 42501 | 403 42501
        DELETE chat_messages?chat_request_id=eq.$chat | lead         | 403 42501 | 403 42501 | 403 42501
        DELETE chat_messages?chat_request_id=eq.$chat | service      | 403 42501 | 403 42501 | 403 42501
        """;

    private const string Id = "{'chat_request_id':'$chat'";

    public const string Calls =
        $$"""
        request                                                    | caller       | waiting   | active    | resolved
        POST rpc/send_support_message {'message_text':'Hello'}     | anon         | 401 42501 | 401 42501 | 401 42501
        POST rpc/send_support_message {'message_text':'Hello'}     | player       | ok        | ok        | ok
        POST rpc/send_support_message {'message_text':'Hello'}     | gre          | 403 42501 | 403 42501 | 403 42501
        POST rpc/send_support_message {'message_text':'Hello'}     | lead         | 403 42501 | 403 42501 | 403 42501
        POST rpc/send_support_message {'message_text':'Hello'}     | service      | 403 42501 | 403 42501 | 403 42501
        POST rpc/send_support_message {'message_text':''}          | player       | 400 23514 | 400 23514 | 400 23514
        POST rpc/claim_chat {{Id}}}                                | anon         | 401 42501 | 401 42501 | 401 42501
        POST rpc/claim_chat {{Id}}}                                | player       | 403 42501 | 403 42501 | 403 42501
        POST rpc/claim_chat {{Id}}}                                | other player | 404 PT404 | 404 PT404 | 404 PT404
        POST rpc/claim_chat {{Id}}}                                | gre          | ok        | same      | 409 PT409
        POST rpc/claim_chat {{Id}}}                                | other gre    | ok        | 409 PT409 | 409 PT409
        POST rpc/claim_chat {{Id}}}                                | lead         | ok        | 409 PT409 | 409 PT409
        POST rpc/claim_chat {{Id}}}                                | service      | 403 42501 | 403 42501 | 403 42501
        POST rpc/transfer_chat {{Id}},'to_gre_staff_id':'$iris'}   | anon         | 401 42501 | 401 42501 | 401 42501
        POST rpc/transfer_chat {{Id}},'to_gre_staff_id':'$iris'}   | player       | 403 42501 | 403 42501 | 403 42501
        POST rpc/transfer_chat {{Id}},'to_gre_staff_id':'$iris'}   | other player | 404 PT404 | 404 PT404 | 404 PT404
        POST rpc/transfer_chat {{Id}},'to_gre_staff_id':'$iris'}   | gre          | 409 PT409 | ok        | 409 PT409
        POST rpc/transfer_chat {{Id}},'to_gre_staff_id':'$iris'}   | other gre    | 409 PT409 | 403 42501 | 409 PT409
        POST rpc/transfer_chat {{Id}},'to_gre_staff_id':'$iris'}   | lead         | 409 PT409 | ok        | 409 PT409
        POST rpc/transfer_chat {{Id}},'to_gre_staff_id':'$iris'}   | service      | 403 42501 | 403 42501 | 403 42501
        POST rpc/transfer_chat {{Id}},'to_gre_staff_id':'$other'}  | lead         | 409 PT409 | 400 23514 | 409 PT409
        POST rpc/release_chat {{Id}}}                              | anon         | 401 42501 | 401 42501 | 401 42501
        POST rpc/release_chat {{Id}}}                              | player       | 403 42501 | 403 42501 | 403 42501
        POST rpc/release_chat {{Id}}}                              | other player | 404 PT404 | 404 PT404 | 404 PT404
        POST rpc/release_chat {{Id}}}                              | gre          | same      | ok        | 409 PT409
        POST rpc/release_chat {{Id}}}                              | other gre    | same      | 403 42501 | 409 PT409
        POST rpc/release_chat {{Id}}}                              | lead         | same      | ok        | 409 PT409
        POST rpc/release_chat {{Id}}}                              | service      | 403 42501 | 403 42501 | 403 42501
        POST rpc/resolve_chat {{Id}}}                              | anon         | 401 42501 | 401 42501 | 401 42501
        POST rpc/resolve_chat {{Id}}}                              | player       | ok        | ok        | same
        POST rpc/resolve_chat {{Id}}}                              | other player | 404 PT404 | 404 PT404 | 404 PT404
        POST rpc/resolve_chat {{Id}}}                              | gre          | ok        | ok        | same
        POST rpc/resolve_chat {{Id}}}                              | other gre    | ok        | 403 42501 | same
        POST rpc/resolve_chat {{Id}}}                              | lead         | ok        | ok        | same
        POST rpc/resolve_chat {{Id}}}                              | service      | 403 42501 | 403 42501 | 403 42501
        POST rpc/reopen_chat {{Id}}}                               | anon         | 401 42501 | 401 42501 | 401 42501
        POST rpc/reopen_chat {{Id}}}                               | player       | 403 42501 | 403 42501 | 403 42501
        POST rpc/reopen_chat {{Id}}}                               | other player | 404 PT404 | 404 PT404 | 404 PT404
        POST rpc/reopen_chat {{Id}}}                               | gre          | 409 PT409 | same      | ok
        POST rpc/reopen_chat {{Id}}}                               | other gre    | 409 PT409 | 409 PT409 | ok
        POST rpc/reopen_chat {{Id}}}                               | lead         | 409 PT409 | 409 PT409 | ok
        POST rpc/reopen_chat {{Id}}}                               | service      | 403 42501 | 403 42501 | 403 42501
        POST rpc/mark_chat_read {{Id}},'message_no':1}             | anon         | 401 42501 | 401 42501 | 401 42501
        POST rpc/mark_chat_read {{Id}},'message_no':1}             | player       | same      | same      | same
        POST rpc/mark_chat_read {{Id}},'message_no':1}             | other player | 404 PT404 | 404 PT404 | 404 PT404
        POST rpc/mark_chat_read {{Id}},'message_no':1}             | gre          | 403 42501 | ok        | ok
        POST rpc/mark_chat_read {{Id}},'message_no':1}             | other gre    | 403 42501 | 403 42501 | 403 42501
        POST rpc/mark_chat_read {{Id}},'message_no':1}             | lead         | ok        | ok        | ok
        POST rpc/mark_chat_read {{Id}},'message_no':1}             | service      | 403 42501 | 403 42501 | 403 42501
        POST rpc/rate_chat {{Id}},'rating':5}                      | anon         | 401 42501 | 401 42501 | 401 42501
        POST rpc/rate_chat {{Id}},'rating':5}                      | player       | 409 PT409 | 409 PT409 | ok
        POST rpc/rate_chat {{Id}},'rating':9}                      | player       | 400 23514 | 400 23514 | 400 23514
        POST rpc/rate_chat {{Id}},'rating':5}                      | other player | 404 PT404 | 404 PT404 | 404 PT404
        POST rpc/rate_chat {{Id}},'rating':5}                      | gre          | 403 42501 | 403 42501 | 403 42501
        POST rpc/rate_chat {{Id}},'rating':5}                      | lead         | 403 42501 | 403 42501 | 403 42501
        POST rpc/rate_chat {{Id}},'rating':5}                      | service      | 403 42501 | 403 42501 | 403 42501
        POST rpc/search_resolved_chats {'search':''}               | anon         | 401 42501 | 401 42501 | 401 42501
        POST rpc/search_resolved_chats {'search':''}               | player       | 403 42501 | 403 42501 | 403 42501
        POST rpc/search_resolved_chats {'search':''}               | gre          | none      | none      | same
        POST rpc/search_resolved_chats {'search':''}               | lead         | none      | none      | same
        POST rpc/search_resolved_chats {'search':''}               | service      | 403 42501 | 403 42501 | 403 42501
        POST rpc/support_queue_status {}                           | anon         | 401 42501 | 401 42501 | 401 42501
        POST rpc/support_queue_status {}                           | player       | same      | same      | same
        POST rpc/support_queue_status {}                           | other player | same      | same      | same
        POST rpc/support_queue_status {}                           | gre          | same      | same      | same
        POST rpc/support_queue_status {}                           | service      | 403 42501 | 403 42501 | 403 42501
        POST rpc/chat_staff {{Id}}}                               | anon         | 401 42501 | 401 42501 | 401 42501
        POST rpc/chat_staff {{Id}}}                               | player       | none      | same      | same
        POST rpc/chat_staff {{Id}}}                               | other player | 404 PT404 | 404 PT404 | 404 PT404
        POST rpc/chat_staff {{Id}}}                               | gre          | none      | same      | same
        POST rpc/chat_staff {{Id}}}                               | lead         | none      | same      | same
        POST rpc/chat_staff {{Id}}}                               | service      | 403 42501 | 403 42501 | 403 42501
        POST rpc/report_duty {'on_duty':true}                      | anon         | 401 42501 | 401 42501 | 401 42501
        POST rpc/report_duty {'on_duty':true}                      | player       | 403 42501 | 403 42501 | 403 42501
        POST rpc/report_duty {'on_duty':true}                      | service      | 403 42501 | 403 42501 | 403 42501
        """;
}
