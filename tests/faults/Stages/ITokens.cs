namespace PortalChat.Faults.Tests.Stages;

/// <summary>Where a client gets its tokens.</summary>
internal interface ITokens
{
    /// <summary>A fresh token; asked for again whenever the server does not take the last one.</summary>
    /// <exception cref="HttpRequestException">Not to be had at the moment.</exception>
    Task<string> TokenAsync(Account account, CancellationToken cancellationToken);
}
