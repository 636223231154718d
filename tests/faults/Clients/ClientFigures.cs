namespace PortalChat.Faults.Tests.Clients;

/// <summary>How a run went for one client, or for all together.</summary>
internal sealed record ClientFigures(
    int Acknowledged, int Retries, int Connections, int Joins, int Pulls, int Renewals)
{
    public static ClientFigures operator +(ClientFigures a, ClientFigures b) => new(
        a.Acknowledged + b.Acknowledged,
        a.Retries + b.Retries,
        a.Connections + b.Connections,
        a.Joins + b.Joins,
        a.Pulls + b.Pulls,
        a.Renewals + b.Renewals);

    public override string ToString() =>
        $"{Acknowledged} acknowledged, {Retries} tries again, {Connections} sockets, {Joins} joins, {Pulls} pulls, {Renewals} tokens";
}
