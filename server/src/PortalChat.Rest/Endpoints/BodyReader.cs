using System.Buffers;
using Microsoft.AspNetCore.Http;
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
                Copy(read.Buffer, body, limit);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return body.WrittenMemory;
            }
        }
        catch (IOException broken)
        {
            // Not as long as was said, or the client has gone.
            throw broken is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
                ? RequestErrors.BodyTooLarge(limit)
                : RequestErrors.BadBody("The body could not be read");
        }
    }

    private static void Copy(ReadOnlySequence<byte> from, ArrayBufferWriter<byte> to, int limit)
    {
        if (to.WrittenCount + from.Length > limit)
            throw RequestErrors.BodyTooLarge(limit);
        foreach (var part in from)
            to.Write(part.Span);
    }
}
