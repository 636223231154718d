using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Sessions;

/// <summary>One sign-in on one device.</summary>
/// <param name="Id">The token's <c>session_id</c>.</param>
/// <param name="User">Whose it is, as of now.</param>
/// <param name="RefreshToken">The one that the client shall use next.</param>
/// <param name="Methods">How he signed in, as a JSON array: the token's <c>amr</c>.</param>
internal sealed record Session(Guid Id, User User, string RefreshToken, string Methods)
{
    /// <summary>Names no token.</summary>
    public override string ToString() => $"Session {Id}";
}
