namespace PortalChat.Fuzz.Tests.Requests;

/// <summary>
/// Valid requests, as clients send them: <c>METHOD target body</c>. <c>{…}</c> in them is filled in for each run: the ids,
/// tokens and addresses of people who are there.
/// </summary>
internal static class RequestSeeds
{
    public static IReadOnlyList<string> Rest { get; } =
    [
        "GET /rest/v1/goods?select=id,title:name::text,details->size->>w&id=gte.1&order=id.desc.nullslast&limit=2&offset=1",
        "GET /rest/v1/goods?or=(id.eq.1,not.and(name.like.*a*,tags.cs.{red,fruit}))&name=in.(\"a,b\",c)",
        "GET /rest/v1/goods?select=id,maker:makers!maker_id(name),placements!inner(amount,shelves(label)),...labels(text)&placements.amount=gt.1&order=maker(name)",
        "GET /rest/v1/goods?select=maker_id,price.sum(),n:count()&note=wfts(english).quick fox&sold=ov.[1,5)",
        "GET /rest/v1/goods?select=full_name,main_label(*),all_placements(amount)&all_placements.limit=1&main_label=not.is.null",
        "GET /rest/v1/goods?select=*&name=match(any).{^a,b$}&made_at=gte.2026-01-01T00:00:00Z&mood=eq.calm&details->colors->>0=eq.red",
        "GET /rest/v1/goods?price=gt(all).{1,2}&note=fts.fox&code=isdistinct.none&sold=adj.[1,2)&is_fragile=not.is.true",
        "HEAD /rest/v1/goods?select=*&is_fragile=is.true&external_id=eq.22222222-2222-2222-2222-222222222222",
        "OPTIONS /rest/v1/goods",
        "GET /rest/v1/folders?select=name,folders(name,folders(name)),parent_id(name)&folders.or=(id.eq.1,id.in.(2,3))",
        "GET /rest/v1/cheap_goods?select=id,name&order=price",
        "GET /rest/v1/",
        "POST /rest/v1/goods?columns=id,name,price&on_conflict=id&select=id,name {\"id\":1,\"name\":\"a\",\"price\":\"auto\",\"details\":{\"a\":[1,null]}}",
        "POST /rest/v1/goods [{\"name\":\"a\",\"tags\":[\"x\"],\"sold\":\"[1,2)\",\"mood\":\"calm\"},{\"name\":\"b\",\"tags\":[],\"sold\":null,\"mood\":\"auto\"}]",
        "POST /rest/v1/shelves id,label\n7,\"a \"\"b\"\"\"\n8,NULL\n",
        "POST /rest/v1/makers id=9&name=Zoe%20Z&born=1990-01-01",
        "POST /rest/v1/owned {\"body\":\"mine\"}",
        "PATCH /rest/v1/goods?id=eq.1&select=id {\"name\":\"z\",\"made_at\":\"auto\",\"price\":1.5e3}",
        "PUT /rest/v1/shelves?id=eq.9 {\"id\":9,\"label\":\"x\"}",
        "DELETE /rest/v1/shelves?id=gt.500",
        "GET /rest/v1/rpc/goods_of?maker=1&select=id,makers!maker_id(name)&id=gt.1",
        "GET /rest/v1/rpc/sum_of?numbers=1&numbers=2",
        "POST /rest/v1/rpc/shapes {\"list\":[1,2],\"doc\":{\"a\":null},\"moody\":\"wild\",\"word\":\"w\",\"num\":1.5,\"flag\":true,\"good\":{\"id\":1}}",
        "POST /rest/v1/rpc/add {\"a\":1,\"b\":2}",
        "POST /rest/v1/rpc/echo {\"any\":[1,{\"b\":\"\\u00e9\"}]}",
        "POST /rest/v1/rpc/echo_text any text",
        "POST /rest/v1/rpc/rename_all {\"new_name\":\"n\"}",
        "GET /rest/v1/rpc/who",
        "GET /rest/v1/chat_requests?select=id,status,chat_messages(message_no,message_text)&status=in.(waiting,active)&order=updated_at.desc&chat_messages.order=message_no",
        "GET /rest/v1/chat_messages?select=*&player_id=eq.{id}&message_no=gt.0&order=message_no&limit=200",
        "POST /rest/v1/rpc/send_support_message {\"message_text\":\"hello\",\"subject\":\"help\",\"category\":\"support\",\"priority\":\"normal\"}",
        "POST /rest/v1/rpc/mark_chat_read {\"chat_request_id\":\"{id}\",\"message_no\":1}",
        "POST /rest/v1/rpc/rate_chat {\"chat_request_id\":\"{id}\",\"rating\":5,\"rating_comment\":\"fine\"}",
        "PATCH /rest/v1/chat_requests?player_id=eq.{id}&status=eq.waiting {\"subject\":\"other\"}",
    ];

    public static IReadOnlyList<string> Auth { get; } =
    [
        "POST /auth/v1/signup {\"email\":\"{new}@fuzz.example\",\"password\":\"secret-1\",\"data\":{\"display_name\":\"Ada\",\"n\":[1,2.5,null]}}",
        "POST /auth/v1/signup {\"data\":{},\"gotrue_meta_security\":{\"captcha_token\":null}}",
        "POST /auth/v1/token?grant_type=password {\"email\":\"{email}\",\"password\":\"{password}\",\"gotrue_meta_security\":{}}",
        "POST /auth/v1/token?grant_type=refresh_token {\"refresh_token\":\"{refresh}\"}",
        "POST /auth/v1/token?grant_type=pkce {\"auth_code\":\"6f9619ff-8b86-4011-b42d-00c04fc964ff\",\"code_verifier\":\"0123456789012345678901234567890123456789012\"}",
        "GET /auth/v1/user",
        "PUT /auth/v1/user {\"data\":{\"a\":\"\\u00e9\",\"b\":null}}",
        "PUT /auth/v1/user {\"email\":\"{new}@fuzz.example\",\"password\":\"secret-2\",\"nonce\":\"123456\"}",
        "POST /auth/v1/logout?scope=others",
        "POST /auth/v1/verify {\"email\":\"{email}\",\"token\":\"123456\",\"type\":\"email\"}",
        "POST /auth/v1/verify {\"token_hash\":\"{new}\",\"type\":\"recovery\"}",
        "GET /auth/v1/verify?token=abc&type=recovery&redirect_to=http%3A%2F%2F127.0.0.1%3A8080%2F",
        "POST /auth/v1/otp?redirect_to=http://127.0.0.1:8080/player/ {\"email\":\"{email}\",\"create_user\":true,\"data\":{},\"code_challenge\":\"0123456789012345678901234567890123456789012\",\"code_challenge_method\":\"s256\"}",
        "POST /auth/v1/recover {\"email\":\"{email}\"}",
        "POST /auth/v1/resend {\"email\":\"{email}\",\"type\":\"signup\"}",
        "GET /auth/v1/reauthenticate",
        "GET /auth/v1/settings",
        "GET /auth/v1/health",
        "GET /auth/v1/.well-known/jwks.json",
        "GET /auth/v1/authorize?provider=github&redirect_to=http://127.0.0.1/",
        "POST /auth/v1/factors {\"factor_type\":\"totp\",\"friendly_name\":\"a\"}",
    ];

    /// <summary>With the secret key.</summary>
    public static IReadOnlyList<string> Admin { get; } =
    [
        "POST /auth/v1/admin/users {\"email\":\"{new}@fuzz.example\",\"password\":\"secret-1\",\"ban_duration\":\"24h\",\"app_metadata\":{\"role\":\"gre\"},\"email_confirm\":true}",
        "GET /auth/v1/admin/users?page=1&per_page=50",
        "GET /auth/v1/admin/users/{other}",
        "PUT /auth/v1/admin/users/{other} {\"user_metadata\":{\"x\":1e5},\"ban_duration\":\"none\",\"email\":\"{new}@fuzz.example\"}",
        "DELETE /auth/v1/admin/users/6f9619ff-8b86-4011-b42d-00c04fc964ff {\"should_soft_delete\":true}",
        "POST /auth/v1/admin/generate_link {\"type\":\"magiclink\",\"email\":\"{email}\",\"redirect_to\":\"http://127.0.0.1:8080\"}",
        "POST /auth/v1/invite {\"email\":\"{new}@fuzz.example\",\"data\":{\"a\":1}}",
        "POST /rest/v1/owned {\"owner\":\"{other}\",\"body\":\"b\"}",
    ];

    public static IReadOnlyList<string> Realtime { get; } =
    [
        "POST /realtime/v1/api/broadcast {\"messages\":[{\"topic\":\"room\",\"event\":\"e\",\"payload\":{\"a\":[1]}},{\"topic\":\"room\",\"event\":\"f\",\"payload\":null,\"private\":true}]}",
        "POST /realtime/v1/api/broadcast/room/events/e?private=true {\"a\":1}",
        "GET /realtime/v1/websocket?apikey={key}&vsn=2.0.0",
        "GET /realtime/v1/api/ping",
    ];
}
