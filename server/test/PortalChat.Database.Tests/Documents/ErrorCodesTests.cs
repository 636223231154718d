using System.Text.RegularExpressions;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Documents;

/// <summary>docs/errors.md has every code that the sources can emit.</summary>
public sealed partial class ErrorCodesTests
{
    private static readonly string Documented = File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md"));

    [Fact]
    public void EveryCodeOfTheDatabase_IsDocumented() =>
        AssertDocumented(RaisedCode(), "supabase/migrations", "*.sql");

    [Fact]
    public void EveryConstraint_IsDocumented() =>
        AssertDocumented(Constraint(), "supabase/migrations", "*.sql", gone: DroppedConstraint());

    [Fact]
    public void EveryCodeOfRest_IsDocumented() =>
        AssertDocumented(RestCode(), "server/src/PortalChat.Rest/Errors", "*.cs");

    [Fact]
    public void EveryCodeOfAuth_IsDocumented() =>
        AssertDocumented(AuthCode(), "server/src/PortalChat.Auth/Embedded/Errors", "AuthErrors.cs");

    [Fact]
    public void EveryCodeOfRealtime_IsDocumented() =>
        AssertDocumented(RealtimeCode(), "server/src/PortalChat.Realtime", "*.cs");

    private static void AssertDocumented(Regex pattern, string folder, string files, Regex? gone = null)
    {
        var texts = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, folder), files, SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .ToList();
        var codes = All(pattern).Except(gone is null ? [] : All(gone), StringComparer.Ordinal).ToList();

        Assert.NotEmpty(codes);
        Assert.Equal([], codes.Where(code => !Documented.Contains($"`{code}`", StringComparison.Ordinal)));

        IEnumerable<string> All(Regex regex) =>
            texts.SelectMany(text => regex.Matches(text)).Select(match => match.Groups[1].Value);
    }

    [GeneratedRegex(@"errcode = '(\w{5})'")]
    private static partial Regex RaisedCode();

    [GeneratedRegex(@"constraint (\w+) (?:primary|unique|foreign|check)")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"drop constraint (\w+)")]
    private static partial Regex DroppedConstraint();

    [GeneratedRegex(@"""(PGRST\d{3}|PGRSTX00)""")]
    private static partial Regex RestCode();

    [GeneratedRegex(@"Status\d{3}\w+,\s*""(\w+)""")]
    private static partial Regex AuthCode();

    /// <summary>A refusal's reason is <c>Code: message</c>, the code being one word of two or more capitals.</summary>
    [GeneratedRegex(@"""([A-Z][a-z]+(?:[A-Z][A-Za-z]*)+|Unauthorized|PrivateOnly): ")]
    private static partial Regex RealtimeCode();
}
