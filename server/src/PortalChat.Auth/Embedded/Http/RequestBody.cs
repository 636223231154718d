using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Http;

namespace PortalChat.Auth.Embedded.Http;

/// <summary>Reads JSON bodies, whatever their content type says, as Supabase Auth does.</summary>
internal static class RequestBody
{
    // Twice the metadata that may be stored, and room for escapes.
    private const int MaxBytes = 64 * 1024;

    public static async Task<Outcome<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type)
        where T : class
    {
        var rented = ArrayPool<byte>.Shared.Rent(MaxBytes + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(
                rented.AsMemory(0, MaxBytes + 1), MaxBytes + 1, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
            if (length > MaxBytes)
            {
                return AuthErrors.BodyTooLarge;
            }

            // Objects are kept as they were sent until they are stored: a name in them that is no text would fail there.
            if (!Utf8.IsValid(rented.AsSpan(0, length)))
            {
                return AuthErrors.BadJson;
            }

            // An empty body is an empty object: some endpoints need nothing.
            return length == 0
                ? JsonSerializer.Deserialize("{}"u8, type)!
                : JsonSerializer.Deserialize(rented.AsSpan(0, length), type) is { } body ? body : AuthErrors.BadJson;
        }
        catch (JsonException)
        {
            return AuthErrors.BadJson;
        }
        catch (IOException broken)
        {
            return BrokenBody.Status(request, broken) == StatusCodes.Status413PayloadTooLarge
                ? AuthErrors.BodyTooLarge
                : AuthErrors.BadJson;
        }
        finally
        {
            // Passwords were in it.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }
}
