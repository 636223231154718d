namespace PortalChat.Auth.Callers;

/// <summary>What became of a token: a caller, or the reason why there is none.</summary>
public abstract record TokenVerification
{
    private TokenVerification()
    {
    }

    public sealed record Accepted(Caller Caller) : TokenVerification;

    /// <param name="Fault">The kind, for choosing a dialect's error code.</param>
    /// <param name="Message">For people; holds nothing of the token.</param>
    public sealed record Rejected(TokenFault Fault, string Message) : TokenVerification;
}

public enum TokenFault
{
    /// <summary>Not a JWT, or one whose parts cannot be decoded.</summary>
    Malformed,

    /// <summary>Signed by a key that is not ours, or with an algorithm that is not allowed.</summary>
    BadSignature,

    Expired,

    /// <summary>Good by itself, but its session was ended: by its owner, or by the operator.</summary>
    SessionEnded,

    NotYetValid,

    /// <summary>A claim that is needed (<c>role</c>, <c>exp</c>) is missing or holds something else.</summary>
    BadClaims,
}
