namespace PortalChat.Rest.Errors;

/// <summary>The one way out of parsing, planning and running: carries a <see cref="RestError"/> to the endpoint.</summary>
internal sealed class RestException(RestError error) : Exception(error.Message)
{
    public RestError Error { get; } = error;
}
