namespace PortalChat.Faults.Tests.Stages;

/// <summary>Somebody with an account.</summary>
/// <param name="Role">Null for a player; <c>gre</c> or <c>gre_lead</c> for staff.</param>
/// <param name="Password">Null where tokens are minted.</param>
internal sealed record Account(Guid Id, string Name, string? Role, string Email, string? Password)
{
    public bool IsStaff => Role is not null;
}
