using System.Globalization;
using System.Text;
using PortalChat.Auth.Keys;

namespace PortalChat.Auth.Embedded.Mail;

/// <summary>
/// A folder of mails to be sent, one <c>.eml</c> file each, named by time: developers and tests read them, a mail
/// program or a job sends them. Only their owner can read them: they open accounts.
/// </summary>
internal sealed class MailOutbox
{
    private readonly string _folder;
    private readonly string _sender;
    private readonly TimeProvider _timeProvider;

    public MailOutbox(EmbeddedAuthOptions options, TimeProvider timeProvider)
    {
        _folder = options.MailOutbox ?? "";
        _sender = options.MailSender;
        _timeProvider = timeProvider;
        if (IsThere)
        {
            OwnerOnlyFile.CreateDirectory(_folder);
        }
    }

    /// <summary>Without a folder no mail is sent, and what needs one is refused.</summary>
    public bool IsThere => _folder.Length > 0;

    public void Put(MailMessage mail)
    {
        var now = _timeProvider.GetUtcNow();
        var id = Guid.NewGuid();
        var text = new StringBuilder()
            .Append("From: ").Append(_sender).Append("\r\n")
            .Append("To: ").Append(mail.To).Append("\r\n")
            .Append("Subject: ").Append(mail.Subject).Append("\r\n")
            .Append("Date: ").Append(now.ToString("r", CultureInfo.InvariantCulture)).Append("\r\n")
            .Append("Message-ID: <").Append(id).Append("@portalchat>\r\n")
            .Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
            .Append(mail.Text.ReplaceLineEndings("\r\n"));
        var name = $"{now:yyyyMMdd'T'HHmmss.fffffff'Z'}-{id:n}.eml";
        OwnerOnlyFile.Write(Path.Combine(_folder, name), Encoding.UTF8.GetBytes(text.ToString()));
    }
}
