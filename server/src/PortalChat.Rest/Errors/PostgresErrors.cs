using System.Globalization;
using Npgsql;

namespace PortalChat.Rest.Errors;

/// <summary>What Postgres refused, as a response: SQLSTATE decides the status.</summary>
internal static class PostgresErrors
{
    /// <param name="hasSession">Whether somebody is signed in: decides between 403 and 401.</param>
    public static RestError From(PostgresException refused, bool hasSession)
    {
        if (refused.SqlState == "PGRST")
            return RaisedResponse.Read(refused.MessageText, refused.Detail);
        var status = Status(refused, hasSession);
        return new RestError(status, refused.SqlState, refused.MessageText)
        {
            Details = refused.Detail,
            Hint = refused.Hint,
            Reason = refused.SqlState.StartsWith("PT", StringComparison.Ordinal) ? refused.MessageText : null,
            Headers = status == 401 ? [new("WWW-Authenticate", "Bearer")] : [],
        };
    }

    private static int Status(PostgresException refused, bool hasSession)
    {
        var state = refused.SqlState;
        var message = refused.MessageText;
        return state switch
        {
            "23503" or "23505" => 409,
            "25006" => 405,
            // PostgREST says 500; but a body that names one row twice is the caller's doing.
            "21000" => 400,
            "22023" when message.StartsWith("role", StringComparison.Ordinal)
                && message.EndsWith("does not exist", StringComparison.Ordinal) => 401,
            "42883" when message.StartsWith("function xmlagg(", StringComparison.Ordinal) => 406,
            "42883" or "42P01" => 404,
            "42P17" => 500,
            "42501" => hasSession ? 403 : 401,
            "53400" => 500,
            "57P01" => 503,
            "P0001" => 400,
            _ when state.StartsWith("PT", StringComparison.Ordinal) => Chosen(state),
            _ => ByClass(state[..2]),
        };
    }

    private static int ByClass(string stateClass) => stateClass switch
    {
        "08" or "53" => 503,
        "0L" or "0P" or "28" => 403,
        // PostgREST says 500; what is too complex came with the request.
        "54" => 400,
        "09" or "25" or "2D" or "38" or "39" or "3B" or "40" or "55" or "57" or "58" => 500,
        "F0" or "HV" or "P0" or "XX" => 500,
        _ => 400,
    };

    private static int Chosen(string state) =>
        int.TryParse(state.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && status is >= 200 and <= 599
            ? status
            : 500;
}
