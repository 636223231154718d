using PortalChat.Load.Wire;

namespace PortalChat.Load.Questions;

/// <summary>What a portal asks over and over, each time about somebody or something else.</summary>
/// <param name="Name">In the tables.</param>
/// <param name="Ask">The request, by how often it was asked before.</param>
internal sealed record Question(string Name, Func<int, Request> Ask);

/// <param name="Method">HTTP's.</param>
/// <param name="Path">Below <c>/rest/v1/</c>, with its query.</param>
/// <param name="Token">Of the one who asks.</param>
/// <param name="Prefer">Empty for none.</param>
/// <param name="Json">The body of a POST.</param>
internal sealed record Request(string Method, string Path, string Token, string Prefer = "", string Json = "")
{
    public const string Rows = "application/json";

    /// <summary>Needs a server with <c>Api:Plan</c>.</summary>
    public const string Plan = "application/vnd.pgrst.plan+json; for=\"application/json\"; options=analyze|buffers";

    public byte[] Bytes(string apiKey, string accept) => Method == "POST"
        ? RestLine.Post("/rest/v1/" + Path, apiKey, Token, Prefer, Json, accept)
        : RestLine.Get(accept == Plan ? "GET" : Method, "/rest/v1/" + Path, apiKey, Token, accept, Prefer);
}
