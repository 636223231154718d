using System.Text;
using PortalChat.Auth.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Auth.Tests.Embedded;

/// <summary>Bodies, paths and tokens mutated by a seed: the same ones in every run.</summary>
public sealed class MalformedRequestTests(PostgresFixture postgres)
{
    private const int Requests = 1_500;

    private static readonly (string Method, string Path, string Body)[] Good =
    [
        ("POST", "signup", """{"email":"ada@example.com","password":"secret-1","data":{"display_name":"Ada","n":[1,2.5,null]}}"""),
        ("POST", "token?grant_type=password", """{"email":"ada@example.com","password":"secret-1","gotrue_meta_security":{}}"""),
        ("POST", "token?grant_type=refresh_token", """{"refresh_token":"AAAAAAAAAAAAAAAAAAAAAA"}"""),
        ("PUT", "user", """{"email":"bo@example.com","password":"secret-2","data":{"a":"\u00e9","b":null},"nonce":"1"}"""),
        ("POST", "logout?scope=global", "{}"),
        ("POST", "verify", """{"email":"ada@example.com","token":"123456","type":"email"}"""),
        ("POST", "otp", """{"email":"ada@example.com","create_user":true,"data":{}}"""),
        ("POST", "recover", """{"email":"ada@example.com"}"""),
        ("GET", "verify?token=abc&type=recovery&redirect_to=http%3A%2F%2F127.0.0.1%3A8080%2F", ""),
        ("POST", "admin/users", """{"email":"c@example.com","ban_duration":"24h","app_metadata":{"role":"gre"},"id":"6f9619ff-8b86-4011-b42d-00c04fc964ff"}"""),
        ("GET", "admin/users?page=1&per_page=50", ""),
        ("PUT", "admin/users/6f9619ff-8b86-4011-b42d-00c04fc964ff", """{"user_metadata":{"x":1e5},"ban_duration":"none"}"""),
        ("DELETE", "admin/users/6f9619ff-8b86-4011-b42d-00c04fc964ff", """{"should_soft_delete":true}"""),
        ("POST", "admin/generate_link", """{"type":"signup","email":"d@example.com","password":"secret-1"}"""),
    ];

    private static readonly string[] Nasty =
    [
        "\0", "\\u0000", "\\ud800", "\"", "{", "}", "[", "]", ":", ",", "null", "true", "-1", "1e999", "99999999999999999999",
        "'", ";", "--", "%00", "%", "\\", "/", "..", "é", "\u202e", "\ud83d\ude00", "$1", "{}", "[]", "\r\n", "\t", "=", "&",
    ];

    [Fact(DisplayName = "[AU112] no request, however malformed, gets a 5xx or hurts the next one")]
    public async Task Malformed_NeverFails()
    {
        using var directory = new TemporaryDirectory();
        await using var server = await AuthServer.StartAsync(postgres, options => options with
        {
            MailOutbox = directory.File("outbox"),
            MailInterval = TimeSpan.Zero,
            AnonymousSignIns = true,
        });
        var random = new Random(20260301);
        var admin = server.Admin();
        var person = (await server.Client().SignUpAsync("eve@example.com", "secret-1")).Ok();
        var bad = new List<string>();

        for (var n = 0; n < Requests; n++)
        {
            var (method, path, body) = Good[random.Next(Good.Length)];
            var mutatedPath = random.Next(3) == 0 ? MutatePath(path, random) : path;
            var mutatedBody = random.Next(4) == 0 ? body : Mutate(body, random);
            var bearer = random.Next(4) switch
            {
                0 => admin.ApiKey,
                1 => Header(Mutate(person.AccessToken, random)),
                _ => person.AccessToken,
            };
            var answer = await admin.SendTextAsync(method, mutatedPath, mutatedBody, bearer);
            if ((int)answer.Status >= 500)
            {
                bad.Add($"{n}: {(int)answer.Status} {method} {mutatedPath} {mutatedBody}");
            }
        }

        var failures = server.Logs.All.Where(line => line.Contains("An auth request failed", StringComparison.Ordinal));
        Assert.True(bad.Count == 0, string.Join('\n', bad.Concat(failures)));
        (await server.Client().SignInAsync("eve@example.com", "wrong-1")).Refused(400, "invalid_credentials");
    }

    private static string Mutate(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var times = random.Next(1, 5); times > 0 && mutated.Length > 0; times--)
        {
            var at = random.Next(mutated.Length);
            switch (random.Next(4))
            {
                case 0:
                    mutated.Remove(at, Math.Min(random.Next(1, 8), mutated.Length - at));
                    break;
                case 1:
                    mutated.Insert(at, Nasty[random.Next(Nasty.Length)]);
                    break;
                case 2:
                    mutated[at] = (char)random.Next(1, 0x250);
                    break;
                default:
                    mutated.Insert(at, mutated.ToString(at, Math.Min(random.Next(1, 40), mutated.Length - at)));
                    break;
            }
        }

        return mutated.ToString();
    }

    private static string MutatePath(string path, Random random) =>
        path[..1] + Uri.EscapeDataString(Mutate(path[1..], random)).Replace("%3D", "=", StringComparison.Ordinal)
            .Replace("%26", "&", StringComparison.Ordinal).Replace("%3F", "?", StringComparison.Ordinal)
            .Replace("%2F", "/", StringComparison.Ordinal);

    /// <summary>What an HTTP header can carry of it.</summary>
    private static string Header(string text) => new([.. text.Where(character => character is > ' ' and < '\x7f')]);
}
