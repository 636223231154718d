namespace PortalChat.Conformance.Tests;

/// <param name="Id">Client, dialect, area and title, as in <c>features.txt</c>.</param>
/// <param name="Passed">Whether the client got what a Supabase project would have given it.</param>
/// <param name="Reason">Where it did not: what it got instead.</param>
public sealed record FeatureResult(string Id, bool Passed, string? Reason);
