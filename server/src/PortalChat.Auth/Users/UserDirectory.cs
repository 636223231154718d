using System.Text.Json.Nodes;

namespace PortalChat.Auth.Users;

/// <summary>Accounts, for whoever runs the installation: seeds and jobs. Makes them as the admin endpoints do.</summary>
public sealed class UserDirectory
{
    /// <summary>Makes a confirmed account with an e-mail address and a password.</summary>
    /// <param name="email">Kept in lower case.</param>
    /// <param name="password">Not checked for strength: the operator knows what he does.</param>
    /// <param name="userMetadata">What the person may change himself, such as <c>display_name</c>.</param>
    /// <param name="appMetadata">What he may not, such as <c>role</c>.</param>
    /// <param name="cancellationToken">Cancels the work; nothing is made then.</param>
    /// <returns>The new user's id, or null where the address is taken (nothing is changed then).</returns>
    public Task<Guid?> CreateAsync(
        string email, string password, JsonObject? userMetadata, JsonObject? appMetadata, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("The embedded auth server is not built yet.");
    }
}
