namespace PortalChat.Auth.Embedded.Mail;

/// <summary>Why a mail is sent, and what the link in it is for: Supabase Auth's <c>type</c>.</summary>
internal enum MailPurpose
{
    SignUp,
    Invite,
    MagicLink,
    Recovery,
    EmailChange,

    /// <summary>A code that a signed-in person types again; it signs nobody in.</summary>
    Reauthentication,
}

internal static class MailPurposes
{
    /// <summary>The name in links and in <c>verifyOtp</c>.</summary>
    public static string Name(this MailPurpose purpose) => purpose switch
    {
        MailPurpose.SignUp => "signup",
        MailPurpose.Invite => "invite",
        MailPurpose.MagicLink => "magiclink",
        MailPurpose.Recovery => "recovery",
        MailPurpose.Reauthentication => "reauthentication",
        _ => "email_change",
    };

    /// <summary>What a name allows to be redeemed; empty for an unknown one. <c>email</c> is any code that signs in.</summary>
    public static MailPurpose[] OfName(string? name) => name switch
    {
        "signup" => [MailPurpose.SignUp],
        "invite" => [MailPurpose.Invite],
        "magiclink" => [MailPurpose.MagicLink],
        "recovery" => [MailPurpose.Recovery],
        "email" => [MailPurpose.MagicLink, MailPurpose.SignUp],
        "email_change" => [MailPurpose.EmailChange],
        _ => [],
    };

    /// <summary>The kind of row in <c>auth.one_time_tokens</c>; as upstream, two purposes share one.</summary>
    public static string TokenType(this MailPurpose purpose) => purpose switch
    {
        MailPurpose.SignUp or MailPurpose.Invite => "confirmation_token",
        MailPurpose.MagicLink or MailPurpose.Recovery => "recovery_token",
        MailPurpose.Reauthentication => "reauthentication_token",
        _ => "email_change_token_new",
    };

    /// <summary>The column of <c>auth.users</c> that says when it was sent.</summary>
    public static string SentColumn(this MailPurpose purpose) => purpose switch
    {
        MailPurpose.SignUp => "confirmation_sent_at",
        MailPurpose.Invite => "invited_at",
        MailPurpose.MagicLink or MailPurpose.Recovery => "recovery_sent_at",
        MailPurpose.Reauthentication => "reauthentication_sent_at",
        _ => "email_change_sent_at",
    };
}
