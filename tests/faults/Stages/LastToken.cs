namespace PortalChat.Faults.Tests.Stages;

/// <summary>Remembers the token that it gave out last, for trying it by hand.</summary>
internal sealed class LastToken(ITokens tokens) : ITokens
{
    public string? Last { get; private set; }

    public async Task<string> TokenAsync(Account account, CancellationToken cancellationToken) =>
        Last = await tokens.TokenAsync(account, cancellationToken);
}
