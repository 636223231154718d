using PortalChat.Database.Sessions;

namespace PortalChat.Realtime;

/// <summary>
/// Realtime's ways to the database on callers' behalf, each with connections of its own [RT47]: a change must wait neither
/// for requests nor for the thousands of joins that come at once when everybody connects again.
/// </summary>
/// <param name="Changes">For what has to be known of a change; used for one question after another.</param>
/// <param name="Joins">For what has to be known before somebody is let in.</param>
public sealed record RealtimeSessions(CallerSessions Changes, CallerSessions Joins);
