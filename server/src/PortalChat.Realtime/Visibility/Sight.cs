using System.Runtime.InteropServices;
using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Channels;

namespace PortalChat.Realtime.Visibility;

/// <summary>Whether a viewer may see the row of a change.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Sight(Viewer Viewer, RowChange Change);
