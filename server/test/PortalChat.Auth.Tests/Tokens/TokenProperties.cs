using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.IdentityModel.Tokens;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Keys;
using PortalChat.Auth.Tests.Support;
using PortalChat.Auth.Tokens;
using PortalChat.Testing;

namespace PortalChat.Auth.Tests.Tokens;

/// <summary>[AU4] [AU6] Whatever is sent as a token, it is refused with a reason; only what was signed is accepted.</summary>
public sealed class TokenProperties : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualClock _clock = new();
    private readonly KeyStore _store;
    private readonly TokenVerifier _verifier;

    public TokenProperties()
    {
        _store = KeyStore.Open(_directory.Path);
        _verifier = new TokenVerifier([new OwnKeys(_store)], new VerifiedTokens(100), new AuthOptions(), _clock);
    }

    public void Dispose() => _directory.Dispose();

    [Fact(DisplayName = "[AU6] any text at all is refused, never with a failure")]
    public void Verify_AnyText_IsRefused() => Check(ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    [Fact(DisplayName = "[AU6] any three parts are refused, whatever they hold")]
    public void Verify_AnyParts_AreRefused()
    {
        var part = Gen.OneOf(
            ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => Base64UrlEncoder.Encode(bytes ?? [])),
            Gen.Elements("{}", "[]", "null", "{\"alg\":\"ES256\"}", "{\"alg\":null}", "{\"alg\":\"none\"}", "{\"exp\":1e999}", "{\"exp\":\"x\",\"role\":[]}")
                .Select(json => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json))));
        Check(part.ListOf(3).Select(parts => string.Join('.', parts)));
    }

    [Fact(DisplayName = "[AU4] a signed token with one character changed is refused, unless it decodes to the same bytes")]
    public void Verify_ChangedToken_IsRefused()
    {
        var token = Jwt.Sign(Jwt.Claims(_clock.GetUtcNow()), _store.Current.Credentials);
        var place = Gen.Zip(Gen.Choose(0, token.Length - 1), Gen.Elements("abcXYZ019-_.= ".ToCharArray()));
        Check(place.Select(change => token[..change.Item1] + change.Item2 + token[(change.Item1 + 1)..]).Where(changed => !IsSame(changed, token)));
    }

    /// <summary>The last character of a part holds bits that mean nothing.</summary>
    private static bool IsSame(string changed, string token)
    {
        try
        {
            return changed.Split('.').Select(Base64UrlEncoder.DecodeBytes).SelectMany(bytes => bytes)
                .SequenceEqual(token.Split('.').Select(Base64UrlEncoder.DecodeBytes).SelectMany(bytes => bytes));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private void Check(Gen<string> tokens) =>
        Prop.ForAll(tokens.ToArbitrary(), token => _verifier.VerifyAsync(token, CancellationToken.None).AsTask().GetAwaiter().GetResult() is TokenVerification.Rejected)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
