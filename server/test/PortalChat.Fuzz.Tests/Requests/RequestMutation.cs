using System.Text;
using PortalChat.Fuzz.Tests.Mutation;
using PortalChat.Fuzz.Tests.Serving;

namespace PortalChat.Fuzz.Tests.Requests;

/// <summary>Makes the request with a number: a seed with its blanks filled in, changed in one or a few of its parts.</summary>
internal sealed class RequestMutation(FuzzCast cast)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY", "get", "P"];

    public FuzzRequest Make(int number)
    {
        var random = FuzzSettings.For(number);
        var isAdmin = random.Next(12) == 0;
        var parts = cast.Fill(Seed(random, isAdmin), number).Split(' ', 3);
        var body = parts.Length > 2 ? parts[2] : "";
        var headers = RequestHeaders.Make(cast, isAdmin, parts[1], body, random);

        // What stays as it is has to get through: most requests are wrong in one part only.
        var (method, target) = (parts[0], parts[1]);
        var bytes = Encoding.UTF8.GetBytes(body);
        switch (random.Next(10))
        {
            case <= 3 when body.Length == 0 || target.Contains('?', StringComparison.Ordinal):
                target = Target(target, random);
                break;
            case <= 5 when body.Length > 0:
                bytes = Body(body, random);
                break;
            case 6:
                method = Methods[random.Next(Methods.Length)];
                break;
            case 7:
                headers = RequestHeaders.Mutate(headers, random);
                break;
            case 8:
                // As it is: the headers alone have been chosen at random.
                break;
            default:
                (target, bytes) = (Target(target, random), Body(body, random));
                break;
        }

        var request = new FuzzRequest(method, Escape(target, isStrict: random.Next(16) > 0), headers, bytes);
        return random.Next(100) == 0 ? Break(request, random) : request;
    }

    private static string Seed(Random random, bool isAdmin)
    {
        var seeds = isAdmin ? RequestSeeds.Admin : random.Next(10) switch
        {
            < 6 => RequestSeeds.Rest,
            < 9 => RequestSeeds.Auth,
            _ => RequestSeeds.Realtime,
        };
        return seeds[random.Next(seeds.Count)];
    }

    private static string Target(string target, Random random)
    {
        var at = target.IndexOf('?', StringComparison.Ordinal);
        if (random.Next(16) == 0)
        {
            return TextMutation.Mutate(target, random, most: 2);
        }

        if (at < 0)
        {
            return target + "?" + TextMutation.Mutate(Query(RequestSeeds.Rest[random.Next(RequestSeeds.Rest.Count)]), random);
        }

        // One more parameter, of another request; or the parameters in another order, or one of them changed.
        var query = target[(at + 1)..];
        return target[..(at + 1)] + random.Next(6) switch
        {
            0 => query + "&" + Query(RequestSeeds.Rest[random.Next(RequestSeeds.Rest.Count)]),
            1 => string.Join('&', query.Split('&').OrderBy(_ => random.Next()).Append(query.Split('&')[0])),
            _ => TextMutation.Mutate(query, random),
        };
    }

    private static string Query(string seed)
    {
        var target = seed.Split(' ', 3)[1];
        return target[(target.IndexOf('?', StringComparison.Ordinal) + 1)..];
    }

    private static byte[] Body(string body, Random random) => random.Next(6) switch
    {
        0 => TextMutation.Mutate(Encoding.UTF8.GetBytes(body), random),
        1 => Encoding.UTF8.GetBytes(TextMutation.Mutate(body, random)),
        _ => Encoding.UTF8.GetBytes(JsonMutation.Mutate(body, random)),
    };

    /// <summary>Wrong lengths, and clients that do not wait.</summary>
    private static FuzzRequest Break(FuzzRequest request, Random random)
    {
        (string, string)[] framing =
        [
            ("Content-Length", "-1"), ("Content-Length", "99999"), ("Content-Length", "1, 2"), ("Transfer-Encoding", "chunked"),
            ("Transfer-Encoding", "gzip"), ("Content-Length", "999999999999999"), ("Expect", "100-continue"), ("Upgrade", "websocket"), ("Connection", "upgrade"),
        ];
        return request with { Headers = [.. request.Headers, framing[random.Next(framing.Length)]], IsBadlyFramed = true, IsAbandoned = random.Next(3) == 0 };
    }

    /// <summary>What no address can hold is escaped; now and then it is sent as it is.</summary>
    private static string Escape(string target, bool isStrict)
    {
        var escaped = new StringBuilder();
        foreach (var rune in target.EnumerateRunes())
        {
            var isPlain = rune.Value is > 32 and < 127 and not '#' and not '"' and not '<' and not '>' and not '\\' and not '^' and not '`';
            escaped.Append(isPlain || !isStrict ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return escaped.ToString();
    }
}
