namespace PortalChat.Auth.Keys;

/// <summary>
/// What a client sends as <c>apikey</c>: two keys for the public (role <c>anon</c>) and two for the operator's own
/// jobs (role <c>service_role</c>), each in the legacy form (a JWT) and in the newer one.
/// </summary>
/// <param name="Anon">A JWT with role <c>anon</c>; may be published.</param>
/// <param name="ServiceRole">A JWT with role <c>service_role</c>; passes every policy, so it is a secret.</param>
/// <param name="Publishable"><c>sb_publishable_…</c>, the same rights as <paramref name="Anon"/>.</param>
/// <param name="Secret"><c>sb_secret_…</c>, the same rights as <paramref name="ServiceRole"/>.</param>
public sealed record ApiKeys(string? Anon, string? ServiceRole, string? Publishable = null, string? Secret = null)
{
    /// <summary>Names no key: records print their members, and these are secrets.</summary>
    public override string ToString() => nameof(ApiKeys);
}
