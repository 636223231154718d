namespace PortalChat.Auth.Embedded.Mail;

/// <summary>A mail in plain text. It holds what opens an account, so it does not print itself.</summary>
internal sealed record MailMessage(string To, string Subject, string Text)
{
    public override string ToString() => nameof(MailMessage);
}
