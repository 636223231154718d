using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Rest.Exposure;
using PortalChat.Rest.Options;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Endpoints;

/// <summary>What every kind of request has been found to be, before its own planning begins.</summary>
internal sealed record RestRequest
{
    public required HttpContext Http { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>One snapshot for the whole request.</summary>
    public required ExposedCatalog Catalog { get; init; }

    public required RestOptions Options { get; init; }

    public required string Schema { get; init; }

    public required Preferences Preferences { get; init; }

    public required Representation Representation { get; init; }

    public required SessionSettings Session { get; init; }

    public string Method => Http.Request.Method;

    public bool IsHead => HttpMethods.IsHead(Method);

    public CancellationToken Aborted => Http.RequestAborted;
}
