using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Http;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Protocol;
using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Http;

/// <summary>
/// Broadcasting without a socket: a batch at <c>/realtime/v1/api/broadcast</c>, a single one at
/// <c>/realtime/v1/api/broadcast/{topic}/events/{event}</c>. Accepted is 202, whether or not anybody listens; what the
/// policies do not let the caller say on a private topic is left out.
/// </summary>
internal sealed class BroadcastEndpoints(ChannelServices services)
{
    private const int MaxMessages = 100;

    public async Task BatchAsync(HttpContext context)
    {
        if (await CallerAsync(context) is not { } caller || await BodyAsync(context) is not { } body)
        {
            return;
        }

        if (BatchReader.Read(body, MaxMessages) is not { } messages)
        {
            await InvalidAsync(context, "messages", "is invalid");
            return;
        }

        await PublishAsync(context, caller, messages);
    }

    public async Task SingleAsync(HttpContext context)
    {
        if (await CallerAsync(context) is not { } caller || await BodyAsync(context) is not { } body)
        {
            return;
        }

        var topic = (string)context.Request.RouteValues["topic"]!;
        var name = (string)context.Request.RouteValues["event"]!;
        var isJson = !(context.Request.ContentType ?? "")
            .StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase);
        if (isJson && body.Length > 0 && !BatchReader.IsJson(body))
        {
            await InvalidAsync(context, "payload", "is invalid");
            return;
        }

        var payload = isJson && body.Length == 0 ? Encoding.UTF8.GetBytes("{}") : body;
        var key = new TopicKey(topic, context.Request.Query["private"] == "true");
        await PublishAsync(context, caller, [(key, new UserBroadcast(name, payload, isJson))]);
    }

    private async Task PublishAsync(
        HttpContext context,
        Caller caller,
        IReadOnlyList<(TopicKey Topic, UserBroadcast Broadcast)> messages)
    {
        // All are asked about before the first goes out: where the database does not answer, nothing has happened.
        var rights = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var topic in messages.Select(message => message.Topic).Where(topic => topic.IsPrivate).Distinct())
        {
            try
            {
                var asked = await services.Authorization.AskAsync(caller, topic.Name, context.RequestAborted);
                rights.Add(topic.Name, asked.WritesBroadcast);
            }
            catch (NpgsqlException exception)
            {
                RealtimeLog.DatabaseFailed(services.Logger, exception);
                await Errors.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The database does not answer");
                return;
            }
        }

        foreach (var (topic, broadcast) in messages)
        {
            if (topic.IsPrivate ? rights[topic.Name] : !services.Options.PrivateOnly)
            {
                services.Hub.Publish(topic, broadcast);
            }
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task<Caller?> CallerAsync(HttpContext context)
    {
        var resolution = await services.Callers.ResolveAsync(context.Request, context.RequestAborted);
        if (resolution is CallerResolution.Known known)
        {
            return known.Caller;
        }

        await Errors.WriteAsync(context, StatusCodes.Status401Unauthorized, TokenRefusal.Message(resolution));
        return null;
    }

    private async Task<byte[]?> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        try
        {
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
            {
                body.Write(buffer, 0, read);
                if (body.Length > services.Options.MaxBroadcastBytes)
                {
                    await Errors.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, "Payload size exceeded");
                    return null;
                }
            }
        }
        catch (IOException broken)
        {
            await Errors.WriteAsync(context, BrokenBody.Status(context.Request, broken), "The body could not be read");
            return null;
        }

        return body.ToArray();
    }

    private static async Task InvalidAsync(HttpContext context, string member, string what)
    {
        context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        context.Response.ContentType = "application/json; charset=utf-8";
        var invalid = new InvalidBody(new Dictionary<string, IReadOnlyList<string>> { [member] = [what] });
        await context.Response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(invalid, RealtimeJson.Default.InvalidBody), context.RequestAborted);
    }
}
