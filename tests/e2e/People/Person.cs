namespace PortalChat.E2E.Tests.People;

/// <summary>Somebody with an account.</summary>
public sealed record Person(Guid Id, string Name, string Email, string Password);
