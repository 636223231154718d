using System.Diagnostics;
using OpenTelemetry;

namespace PortalChat.Host.Telemetry;

/// <summary>
/// Takes from a trace what is not known to be harmless. Addresses of requests carry filters, ids, links from mails and, for
/// sockets, keys; a list of what to leave out would miss the next one, so this is a list of what may stay.
/// </summary>
internal sealed class AttributeFilter : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.response.status_code", "http.route", "network.protocol.version", "url.scheme",
        "error.type",
        "db.system.name", "db.namespace", "db.collection.name", "db.operation.batch.size", "db.query.text",
        "portalchat.subject", "portalchat.changes", "portalchat.change", "portalchat.deliveries",
    };

    public override void OnEnd(Activity activity)
    {
        foreach (var name in activity.TagObjects.Select(tag => tag.Key).Where(name => !Harmless.Contains(name)).ToList())
        {
            activity.SetTag(name, null);
        }
    }
}
