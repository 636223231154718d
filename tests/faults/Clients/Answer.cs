using System.Text.Json;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>What a request came to. Status 0: no answer at all.</summary>
internal readonly record struct Answer(int Status, JsonElement Body)
{
    public static readonly Answer None = new(0, default);

    public bool IsOk => Status is >= 200 and < 300;

    public bool IsSignedOut => Status == 401;

    /// <summary>Nothing was decided: the same may succeed later.</summary>
    public bool IsPassing => Status is 0 or 408 or 429 or >= 500;
}
