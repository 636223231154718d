using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PortalChat.Auth.Tests.Support;

namespace PortalChat.Auth.Tests.Embedded;

/// <summary>[AU112] Whatever a body holds, each endpoint that reads one answers, and never with a 5xx.</summary>
public sealed class BodyProperties(SharedAuthServer shared) : IClassFixture<SharedAuthServer>
{
    private static readonly string[] Endpoints =
    [
        "POST signup", "POST token?grant_type=password", "POST token?grant_type=refresh_token", "POST token?grant_type=pkce",
        "POST recover", "POST otp", "POST magiclink", "POST resend", "POST verify", "PUT user", "POST factors", "POST invite",
        "POST admin/generate_link", "POST admin/users", "PUT admin/users/{id}", "DELETE admin/users/{id}",
    ];

    private static readonly string[] Members =
    [
        "email", "phone", "password", "data", "refresh_token", "auth_code", "code_verifier", "code_challenge", "code_challenge_method",
        "create_user", "type", "token", "token_hash", "redirect_to", "nonce", "current_password", "channel", "id", "role", "aud",
        "email_confirm", "ban_duration", "user_metadata", "app_metadata", "should_soft_delete", "password_hash", "new_email",
        "factor_type", "gotrue_meta_security", "is_anonymous", "created_at",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements(
            "", " ", "ada@example.com", "ada@", "@", "a@b", "secret-1", "pkce", "s256", "plain", "signup", "recovery", "email_change", "email",
            "24h", "none", "-1s", "9999999999999h", "authenticated", "service_role", "$2a$10$", "\\u0000", "\\ud800", "2026-01-01", "totp"),
        ArbMap.Default.GeneratorFor<string>().Select(text => JsonEncodedText.Encode(text ?? "").ToString()));

    private static readonly Gen<string> Leaf = Gen.OneOf(
        Text.Select(text => $"\"{text}\""),
        Gen.Elements("null", "true", "false", "0", "-1", "1e999", "99999999999999999999", "{}", "[]", "[[[{}]]]", "{\"a\":{\"b\":[1]}}", "{\"\":1}"));

    private static readonly Gen<string> Member =
        Gen.Zip(Gen.Elements(Members), Leaf).Select(member => $"\"{member.Item1}\":{member.Item2}");

    /// <summary>What every account needs, and what most bodies are otherwise refused for.</summary>
    private static readonly Gen<string> Account =
        Gen.Choose(0, 999).Select(number => $"\"email\":\"ada{number}@example.com\",\"password\":\"secret-1\"");

    private static readonly Gen<string> Json =
        Gen.Zip(Gen.OneOf(Account, Member), Member.ListOf().Select(members => members.Take(4)))
            .Select(members => "{" + string.Join(',', members.Item2.Prepend(members.Item1)) + "}");

    private static readonly Gen<string> Noise =
        Gen.Elements("{", "}", "[", "]", "\"email\"", "\"a\"", ":", ",", "1", "null", " ", "\"\\ud800\"", "\\", "\u0000", "// c").ListOf()
            .Select(string.Concat);

    [Fact(DisplayName = "[AU112] no body gets a 5xx from any endpoint, and none is logged as a failure")]
    public async Task Body_Any_IsAnswered()
    {
        var server = await shared.WithoutUsersAsync();
        var person = (await server.Client().SignUpAsync("bo@example.com", "secret-1")).Ok();
        var id = person.User["id"]!.GetValue<string>();
        var (client, admin) = (server.Client(), server.Admin());
        var seen = new HashSet<(string, bool)>();
        var requests = Gen.Zip(Gen.Elements(Endpoints), Gen.Frequency((4, Json), (1, Noise)));

        Prop.ForAll(requests.ToArbitrary(), request =>
        {
            var (method, path) = (request.Item1.Split(' ')[0], request.Item1.Split(' ')[1]);
            var isAdmin = path.StartsWith("admin", StringComparison.Ordinal) || path == "invite";
            var answer = (isAdmin ? admin : client).SendTextAsync(
                method, path.Replace("{id}", id, StringComparison.Ordinal), request.Item2, isAdmin ? admin.ApiKey : person.AccessToken)
                .GetAwaiter().GetResult();
            seen.Add((request.Item1, (int)answer.Status < 400));
            return (int)answer.Status < 500;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(800));

        // The control: bodies are read, and some are good.
        Assert.All(["POST signup", "POST admin/users", "DELETE admin/users/{id}"], endpoint => Assert.Contains((endpoint, true), seen));
        Assert.DoesNotContain(server.Logs.All, line => line.Contains("An auth request failed", StringComparison.Ordinal));
    }
}
