namespace PortalChat.Host.Tests.Contract.Support;

/// <summary>One server and one cast for all tests of the contract over REST, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class ContractCollection : ICollectionFixture<ContractServer>
{
    public const string Name = "The contract over REST";
}
