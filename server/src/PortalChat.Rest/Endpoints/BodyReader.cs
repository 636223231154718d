using System.Buffers;
using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Http;
using PortalChat.Rest.Errors;

namespace PortalChat.Rest.Endpoints;

/// <summary>Reads a request's body whole, up to a limit.</summary>
internal static class BodyReader
{
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            throw RequestErrors.BodyTooLarge(limit);
        var body = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 256) + 1);
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellationToken);
                var fits = TryCopy(read.Buffer, body, limit);

                // Always, so that Kestrel can read away what is left of a body that is refused.
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (!fits)
                    throw RequestErrors.BodyTooLarge(limit);
                if (read.IsCompleted)
                    return body.WrittenMemory;
            }
        }
        catch (IOException broken)
        {
            throw BrokenBody.Status(request, broken) == StatusCodes.Status413PayloadTooLarge
                ? RequestErrors.BodyTooLarge(limit)
                : RequestErrors.BadBody("The body could not be read");
        }
    }

    private static bool TryCopy(ReadOnlySequence<byte> from, ArrayBufferWriter<byte> to, int limit)
    {
        if (to.WrittenCount + from.Length > limit)
            return false;
        foreach (var part in from)
            to.Write(part.Span);
        return true;
    }
}
