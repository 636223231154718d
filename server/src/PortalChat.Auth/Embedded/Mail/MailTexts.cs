namespace PortalChat.Auth.Embedded.Mail;

/// <summary>What the mails say.</summary>
internal static class MailTexts
{
    public static MailMessage Write(MailPurpose purpose, string to, Uri link, string code, TimeSpan lifetime)
    {
        var (subject, reason) = purpose switch
        {
            MailPurpose.SignUp => ("Confirm your e-mail address", "Confirm your e-mail address to finish signing up."),
            MailPurpose.Invite => ("You have been invited", "You have been invited. Accept to make your account yours."),
            MailPurpose.MagicLink => ("Your sign-in link", "Sign in by this link."),
            MailPurpose.Recovery => ("Reset your password", "Choose a new password after following this link."),
            _ => ("Confirm your new e-mail address", "Confirm that your account shall have this e-mail address."),
        };
        return new MailMessage(
            to,
            subject,
            $"""
            {reason}

            {link.AbsoluteUri}

            Or enter this code: {code}

            Link and code work once, and only for {lifetime.TotalMinutes:0} minutes. If you did not ask for this, ignore it.

            """);
    }

    /// <summary>A code without a link: it belongs into the page that asked for it.</summary>
    public static MailMessage WriteCode(string to, string code, TimeSpan lifetime) => new(
        to,
        "Confirm that it is you",
        $"""
        Enter this code: {code}

        It works once, and only for {lifetime.TotalMinutes:0} minutes. If you did not ask for it, change your password.

        """);

    /// <summary>To the address that an account is about to lose.</summary>
    public static MailMessage WriteNotice(string to) => new(
        to,
        "Your e-mail address is about to change",
        """
        Somebody signed in to your account asked to change its e-mail address. It changes once the new address is
        confirmed. If that was not you, change your password now.

        """);
}
