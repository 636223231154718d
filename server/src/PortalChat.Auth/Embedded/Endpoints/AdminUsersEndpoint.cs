using System.Globalization;
using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary><c>/admin/users</c>: the operator's jobs, by the service role. Here <c>app_metadata</c> can be set.</summary>
internal sealed class AdminUsersEndpoint(UserStore users, AdminUserChanges changes)
{
    private const int DefaultPerPage = 50;
    private const int MaxPerPage = 1000;

    public async Task<IResult> CreateAsync(HttpContext context)
    {
        if ((await RequestBody.ReadAsync(context.Request, RequestJson.Default.AdminUserBody)).Failed(out var error, out var body)
            || (await changes.ReadNewAsync(body, context.RequestAborted)).Failed(out error, out var newUser)
            || (await users.CreateAsync(newUser, context.RequestAborted)).Failed(out error, out var user))
        {
            return new ErrorResult(error);
        }

        return Answer(user);
    }

    public async Task<IResult> ListAsync(HttpContext context)
    {
        if (Number(context.Request, "page", 1) is not { } page || Number(context.Request, "per_page", DefaultPerPage) is not { } asked)
        {
            return new ErrorResult(AuthErrors.Validation("Bad Pagination Parameters: page and per_page are numbers from 1"));
        }

        var perPage = Math.Min(asked, MaxPerPage);
        var list = await users.ListAsync(page, perPage, context.RequestAborted);
        WritePageHeaders(context.Response, page, perPage, list.Total);
        return new JsonResult(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("users");
            foreach (var user in list.Users)
            {
                json.WriteUser(user);
            }

            json.WriteEndArray();
            json.WriteString("aud", "authenticated");
            json.WriteEndObject();
        });
    }

    public async Task<IResult> GetAsync(HttpContext context, string id) =>
        await FindAsync(id, context.RequestAborted) is { } user ? Answer(user) : NotFound();

    public async Task<IResult> UpdateAsync(HttpContext context, string id)
    {
        if (await FindAsync(id, context.RequestAborted) is not { } user)
        {
            return NotFound();
        }

        if ((await RequestBody.ReadAsync(context.Request, RequestJson.Default.AdminUserBody)).Failed(out var error, out var body)
            || (await changes.ReadChangeAsync(body, context.RequestAborted)).Failed(out error, out var change)
            || (await users.UpdateAsync(user.Id, change, context.RequestAborted)).Failed(out error, out var changed))
        {
            return new ErrorResult(error);
        }

        return Answer(changed);
    }

    public async Task<IResult> DeleteAsync(HttpContext context, string id)
    {
        if (await FindAsync(id, context.RequestAborted) is not { } user)
        {
            return NotFound();
        }

        if ((await RequestBody.ReadAsync(context.Request, RequestJson.Default.DeleteUserBody)).Failed(out var error, out var body))
        {
            return new ErrorResult(error);
        }

        return await users.DeleteAsync(user.Id, body.ShouldSoftDelete ?? false, context.RequestAborted) is { } refusal
            ? new ErrorResult(refusal)
            : new JsonResult(StatusCodes.Status200OK, json =>
            {
                json.WriteStartObject();
                json.WriteEndObject();
            });
    }

    private static JsonResult Answer(User user) => new(StatusCodes.Status200OK, json => json.WriteUser(user));

    private static ErrorResult NotFound() => new(AuthErrors.UserNotFound);

    private async Task<User?> FindAsync(string id, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var userId) ? await users.FindAsync(userId, cancellationToken) : null;

    private static int? Number(HttpRequest request, string name, int otherwise) =>
        request.Query[name].ToString() is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number
        : null;

    private static void WritePageHeaders(HttpResponse response, int page, int perPage, long total)
    {
        response.Headers["X-Total-Count"] = total.ToString(CultureInfo.InvariantCulture);
        var last = Math.Max(1, (total + perPage - 1) / perPage);

        // The client reads the number after the first "=": page comes first.
        var link = $"</admin/users?page={last}&per_page={perPage}>; rel=\"last\"";
        response.Headers.Link = page < last ? $"</admin/users?page={page + 1}&per_page={perPage}>; rel=\"next\", {link}" : link;
    }
}
