using Microsoft.AspNetCore.Http;

namespace PortalChat.Auth.Embedded.Http;

internal static class EmptyAnswer
{
    /// <summary><c>{}</c>: done, or not done for a reason that is nobody's business.</summary>
    public static JsonResult Ok() => new(StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteEndObject();
    });
}
