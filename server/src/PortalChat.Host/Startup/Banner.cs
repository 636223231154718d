using System.Text;
using PortalChat.Host.Demo;

namespace PortalChat.Host.Startup;

/// <summary>What a person reads once the server is up.</summary>
internal static class Banner
{
    public static string Write(
        Uri address, IReadOnlyList<string> portals, bool hasDemo, string? envFile, Uri? metrics, TimeSpan took)
    {
        var root = address.GetLeftPart(UriPartial.Authority);
        var text = new StringBuilder().AppendLine().AppendLine($"  PortalChat is up ({took.TotalSeconds:0.0} s)").AppendLine();
        foreach (var portal in portals)
        {
            var name = portal == "player" ? "Player Portal" : "Staff Portal";
            text.AppendLine($"  {name,-15} {root}/{portal}");
        }

        if (portals.Count == 0)
        {
            text.AppendLine($"  The portals are not built; the API is at {root}");
        }

        if (hasDemo)
        {
            text.AppendLine()
                .AppendLine($"  Demo players    {Names(DemoPeople.Players)}")
                .AppendLine($"  Demo staff      {Names(DemoPeople.Staff)}")
                .AppendLine($"  Password        {DemoPeople.Password}");
        }

        if (envFile is not null)
        {
            text.AppendLine().AppendLine($"  For clients     {envFile}");
        }

        if (metrics is not null)
        {
            text.AppendLine().AppendLine($"  For Prometheus  {metrics}");
        }

        return text.ToString();
    }

    private static string Names(IReadOnlyList<DemoPerson> people) => string.Join(", ", people.Select(person => person.Email));
}
