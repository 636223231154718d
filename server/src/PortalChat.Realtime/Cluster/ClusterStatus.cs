namespace PortalChat.Realtime.Cluster;

/// <summary>Whether this server can hear the others and be heard by them.</summary>
internal sealed class ClusterStatus
{
    private string? _trouble = "The link to other servers has not been opened yet.";

    /// <summary>Why not, in one sentence without secrets; null while it can.</summary>
    public string? Trouble
    {
        get => Volatile.Read(ref _trouble);
        set => Volatile.Write(ref _trouble, value);
    }
}
