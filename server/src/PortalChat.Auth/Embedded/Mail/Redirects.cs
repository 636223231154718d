namespace PortalChat.Auth.Embedded.Mail;

/// <summary>Where a link in a mail may lead after it was checked: sessions are handed over there.</summary>
internal sealed class Redirects(EmbeddedAuthOptions options)
{
    /// <summary>The wished address, if it is one of ours; else the site itself.</summary>
    public Uri Allow(string? wished) =>
        Uri.TryCreate(wished, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0
        && options.RedirectOrigins.Append(options.Site).Append(options.PublicUrl).Any(origin => IsSameOrigin(origin, address))
            ? address
            : options.Site;

    private static bool IsSameOrigin(Uri origin, Uri address) =>
        origin.Scheme == address.Scheme
        && string.Equals(origin.IdnHost, address.IdnHost, StringComparison.OrdinalIgnoreCase)
        && origin.Port == address.Port;
}
