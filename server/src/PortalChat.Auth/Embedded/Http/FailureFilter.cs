using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using PortalChat.Auth.Embedded.Errors;

namespace PortalChat.Auth.Embedded.Http;

/// <summary>The one exit for what no endpoint expects: every failure has the error shape that clients read.</summary>
internal sealed class FailureFilter(ILogger<FailureFilter> logger) : IEndpointFilter
{
    // Class 22: a value that Postgres cannot store, such as \u0000 in metadata.
    private const string DataException = "22";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            throw;
        }
        catch (PostgresException exception) when (exception.SqlState.StartsWith(DataException, StringComparison.Ordinal))
        {
            return new ErrorResult(AuthErrors.Validation("A value holds characters or numbers that cannot be stored"));
        }
        catch (NpgsqlException exception) when (exception.IsTransient || exception is not PostgresException)
        {
            logger.DatabaseUnavailable(exception.GetType().Name, exception.SqlState);
            return new ErrorResult(AuthErrors.DatabaseUnavailable);
        }
        catch (Exception exception)
        {
            // A message from Postgres may quote a row: only its kind and place are kept.
            logger.RequestFailed(exception.GetType().Name, (exception as PostgresException)?.SqlState, exception.StackTrace);
            return new ErrorResult(AuthErrors.Unexpected);
        }
    }
}
