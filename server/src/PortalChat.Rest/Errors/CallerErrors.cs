using PortalChat.Auth.Callers;

namespace PortalChat.Rest.Errors;

/// <summary>PGRST3xx: nobody can be made out of the request's key and token.</summary>
internal static class CallerErrors
{
    /// <summary>In the words of Supabase's gateway, which asks for the key before PostgREST is reached.</summary>
    public static RestException NoApiKey(string message) =>
        new(new RestError(401, "PGRST302", message)
        {
            Hint = "Send the project's key in the 'apikey' header.",
            Headers = [new("WWW-Authenticate", "Bearer")],
        });

    public static RestException BadToken(TokenFault fault, string message)
    {
        var code = fault is TokenFault.Malformed or TokenFault.BadSignature ? "PGRST301" : "PGRST303";
        var text = fault == TokenFault.Expired ? "JWT expired" : message;
        return new RestException(new RestError(401, code, text)
        {
            Headers =
            [
                new("WWW-Authenticate", $"Bearer error=\"invalid_token\", error_description=\"{Quotable(text)}\""),
            ],
        });
    }

    private static string Quotable(string text) =>
        new([.. text.Where(letter => letter is >= ' ' and < (char)127 and not '"' and not '\\')]);
}
