using System.Text.Json.Nodes;
using PortalChat.Auth.Embedded.Passwords;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Users;

/// <summary>Accounts, for whoever runs the installation: seeds and jobs. Makes them as the admin endpoints do.</summary>
public sealed class UserDirectory
{
    private readonly UserStore _users;
    private readonly PasswordHasher _passwords;

    internal UserDirectory(UserStore users, PasswordHasher passwords)
    {
        _users = users;
        _passwords = passwords;
    }

    /// <summary>Makes a confirmed account with an e-mail address and a password.</summary>
    /// <param name="email">Kept in lower case.</param>
    /// <param name="password">Not checked for strength: the operator knows what he does. At most 72 bytes.</param>
    /// <param name="userMetadata">What the person may change himself, such as <c>display_name</c>.</param>
    /// <param name="appMetadata">What he may not, such as <c>role</c>.</param>
    /// <param name="cancellationToken">Cancels the work; nothing is made then.</param>
    /// <returns>The new user's id, or null where the address is taken (nothing is changed then).</returns>
    /// <exception cref="ArgumentException">Not an e-mail address.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The database does not answer.</exception>
    public async Task<Guid?> CreateAsync(
        string email, string password, JsonObject? userMetadata, JsonObject? appMetadata, CancellationToken cancellationToken)
    {
        var address = EmailAddress.Normalize(email) ?? throw new ArgumentException("Not an e-mail address.", nameof(email));
        if (await _users.FindByEmailAsync(address, cancellationToken) is not null
            || (await _passwords.HashAsync(password, cancellationToken)).Failed(out _, out var hash))
        {
            return null;
        }

        var newUser = new NewUser
        {
            Email = address,
            PasswordHash = hash,
            UserMetadata = userMetadata?.ToJsonString() ?? "{}",
            AppMetadata = appMetadata?.ToJsonString() ?? "{}",
            EmailConfirmed = true,
        };
        return (await _users.CreateAsync(newUser, cancellationToken)).Failed(out _, out var user) ? null : user.Id;
    }
}
