using System.Text.RegularExpressions;

namespace PortalChat.Auth.Tests.Support;

/// <summary>Reads the mails in an outbox folder, as a developer would.</summary>
internal sealed partial class Outbox(string folder)
{
    public IReadOnlyList<string> Files => [.. Directory.GetFiles(folder, "*.eml").Order(StringComparer.Ordinal)];

    /// <summary>The newest mail to an address.</summary>
    public Mail Last(string to) => Files.Reverse().Select(file => new Mail(File.ReadAllText(file)))
        .First(mail => mail.Text.Contains($"To: {to}\r\n", StringComparison.Ordinal));

    internal sealed partial record Mail(string Text)
    {
        public Uri Link => new(LinkLine().Match(Text).Value);

        public string Token => LinkToken().Match(Text).Groups["token"].Value;

        public string Code => CodeLine().Match(Text).Groups["code"].Value;

        [GeneratedRegex(@"http\S+", RegexOptions.None, 1000)]
        private static partial Regex LinkLine();

        [GeneratedRegex(@"token=(?<token>[^&]+)", RegexOptions.None, 1000)]
        private static partial Regex LinkToken();

        [GeneratedRegex(@"code: (?<code>\d{6})", RegexOptions.None, 1000)]
        private static partial Regex CodeLine();
    }
}
