using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Responses;
using PortalChat.Rest.Sql;

namespace PortalChat.Rest.Endpoints;

/// <summary>
/// The one door: (1) who asks, on which schema, (2) which resource, (3) plan and run, (4) answer. Whatever goes
/// wrong on the way comes back here and leaves as one <see cref="RestError"/>.
/// </summary>
internal sealed class RestEndpoint(
    RequestOpener opener,
    TableEndpoint tables,
    FunctionEndpoint functions,
    OpenApiEndpoint root,
    ILogger<RestEndpoint> logger)
{
    public async Task HandleAsync(HttpContext http, string path)
    {
        RestRequest? request = null;
        RestResponse response;
        try
        {
            request = await opener.OpenAsync(http, "/" + path);
            response = await RouteAsync(request, path);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            var found = Explain(error, request?.Caller);
            if (found.Status >= 500)
                RestLog.Failed(logger, found.Status, found.Code, error.GetType().Name);
            response = ErrorResponse.From(found);
        }

        RequestSubject.Tell(http, request, path);
        await ResponseWriter.WriteAsync(http, response);
    }

    private Task<RestResponse> RouteAsync(RestRequest request, string path) => path.Split('/') switch
    {
        [""] => root.HandleAsync(request),
        [var table] => tables.HandleAsync(request, table),
        ["rpc", var function] when function.Length > 0 => functions.HandleAsync(request, function),
        _ => throw RequestErrors.Path(),
    };

    private RestError Explain(Exception error, Caller? caller)
    {
        switch (error)
        {
            case RestException rest:
                return rest.Error;
            case PostgresException refused:
                return Guard.Read(refused)
                    ?? PostgresErrors.From(refused, caller is { } known && known.Role != PostgresRoles.Anon);
            case DatabaseUnavailableException { PoolIsExhausted: true }:
                return ConnectionErrors.PoolTimeout;
            case DatabaseUnavailableException:
                return ConnectionErrors.Unreachable;
            case NpgsqlException:
                return ConnectionErrors.Broken;
            default:
                RestLog.Unexpected(logger, error);
                return ConnectionErrors.Internal;
        }
    }
}
