using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortalChat.Auth.Embedded.Http;

/// <summary>The bodies that clients send. What is not named here is ignored, as upstream ignores it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PasswordGrantBody))]
[JsonSerializable(typeof(RefreshGrantBody))]
[JsonSerializable(typeof(SignUpBody))]
[JsonSerializable(typeof(UpdateUserBody))]
[JsonSerializable(typeof(AdminUserBody))]
[JsonSerializable(typeof(DeleteUserBody))]
[JsonSerializable(typeof(PkceGrantBody))]
[JsonSerializable(typeof(RecoverBody))]
[JsonSerializable(typeof(OtpBody))]
[JsonSerializable(typeof(ResendBody))]
[JsonSerializable(typeof(VerifyBody))]
[JsonSerializable(typeof(InviteBody))]
[JsonSerializable(typeof(GenerateLinkBody))]
[JsonSerializable(typeof(EnrollFactorBody))]
internal sealed partial class RequestJson : JsonSerializerContext;

internal sealed record PasswordGrantBody(string? Email, string? Phone, string? Password);

internal sealed record RefreshGrantBody(string? RefreshToken);

internal sealed record PkceGrantBody(string? AuthCode, string? CodeVerifier);

internal sealed record SignUpBody(
    string? Email, string? Phone, string? Password, JsonElement? Data, string? CodeChallenge, string? CodeChallengeMethod);

internal sealed record UpdateUserBody(
    string? Email,
    string? Phone,
    string? Password,
    string? Nonce,
    JsonElement? Data,
    JsonElement? AppMetadata,
    string? CodeChallenge,
    string? CodeChallengeMethod);

internal sealed record AdminUserBody(
    string? Id,
    string? Email,
    string? Phone,
    string? Password,
    string? PasswordHash,
    bool? EmailConfirm,
    JsonElement? UserMetadata,
    JsonElement? AppMetadata,
    string? BanDuration,
    string? Role);

internal sealed record DeleteUserBody(bool? ShouldSoftDelete);

internal sealed record RecoverBody(string? Email, string? CodeChallenge, string? CodeChallengeMethod);

internal sealed record OtpBody(
    string? Email, string? Phone, bool? CreateUser, JsonElement? Data, string? CodeChallenge, string? CodeChallengeMethod);

internal sealed record ResendBody(
    string? Email, string? Phone, string? Type, string? CodeChallenge, string? CodeChallengeMethod);

internal sealed record VerifyBody(string? Email, string? Phone, string? Token, string? TokenHash, string? Type, string? RedirectTo);

internal sealed record InviteBody(string? Email, JsonElement? Data);

internal sealed record GenerateLinkBody(
    string? Type, string? Email, string? NewEmail, string? Password, JsonElement? Data, string? RedirectTo);

internal sealed record EnrollFactorBody(string? FactorType);
