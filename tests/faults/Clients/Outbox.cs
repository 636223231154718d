using System.Threading.Channels;
using PortalChat.Faults.Tests.Verdicts;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>A message on its way. Its id is made before it is first sent [PC10].</summary>
/// <param name="Chat">Whose chat a GRE answers in; null for a player, whose open chat the server knows.</param>
internal sealed record Outgoing(Guid Id, string Text, (Guid Id, Guid PlayerId)? Chat);

/// <summary>
/// Sends one message after the other [PC11], each with the same id until the server is known to have it [PC10][PC13], or
/// has refused it for good although it is not stored [PC14][PC15].
/// </summary>
internal sealed class Outbox(Api api, Notebook notebook, Surroundings surroundings, Guid me, Action missing)
{
    /// <summary>What waits at most; a writer who is quicker waits himself.</summary>
    private const int MaxWaiting = 20;

    private readonly Channel<Outgoing> _waiting = Channel.CreateBounded<Outgoing>(MaxWaiting);
    private TaskCompletionSource _hope = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tries that brought no acknowledgement.</summary>
    public int Retries { get; private set; }

    public async Task WriteAsync(Outgoing message, CancellationToken cancellationToken)
    {
        // Noted once there is room: whoever stops waiting for it has not written.
        await _waiting.Writer.WaitToWriteAsync(cancellationToken);
        notebook.Wrote(message.Id);
        Assert.True(_waiting.Writer.TryWrite(message), "Two write into one outbox, or it is closed.");
    }

    /// <summary>Nothing more is written.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>There is reason to hope: what waits for its next try is tried at once.</summary>
    public void Hope() => Interlocked.Exchange(ref _hope, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Ends when all is sent and nothing more comes.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var message in _waiting.Reader.ReadAllAsync(stopping))
        {
            await SendAsync(message, stopping);
        }
    }

    private async Task SendAsync(Outgoing message, CancellationToken stopping)
    {
        for (var failures = 0; ; failures++)
        {
            var answer = await TryAsync(message, stopping);
            if (answer.IsOk && Rows.Only(answer.Body) is { } stored)
            {
                Acknowledge(stored);
                return;
            }

            if (!answer.IsPassing && !answer.IsSignedOut && await SettleAsync(message, answer, stopping))
            {
                return;
            }

            Retries++;
            await Task.WhenAny(_hope.Task, Task.Delay(surroundings.PauseAfter(failures), stopping));
            stopping.ThrowIfCancellationRequested();
        }
    }

    private Task<Answer> TryAsync(Outgoing message, CancellationToken stopping) => message.Chat is { } chat
        ? api.PostAsync(
            "/rest/v1/chat_messages?on_conflict=id&select=*",
            new
            {
                id = message.Id,
                chat_request_id = chat.Id,
                player_id = chat.PlayerId,
                sender_id = me,
                sender_type = "gre",
                message_text = message.Text,
            },
            "return=representation,resolution=ignore-duplicates",
            stopping)
        : api.PostAsync(
            "/rest/v1/rpc/send_support_message",
            new { message_id = message.Id, message_text = message.Text },
            prefer: null,
            stopping);

    /// <summary>
    /// A refusal, or no row: the message may be stored since a try whose answer was lost. The table decides. False when
    /// it cannot be asked now.
    /// </summary>
    private async Task<bool> SettleAsync(Outgoing message, Answer answer, CancellationToken stopping)
    {
        var table = await api.GetAsync($"/rest/v1/chat_messages?id=eq.{message.Id}", stopping);
        if (!table.IsOk)
        {
            return false;
        }

        if (Rows.Only(table.Body) is { } stored && stored.SenderId == me)
        {
            Acknowledge(stored);
        }
        else
        {
            notebook.Refused($"“{message.Text}”: {answer.Status} {answer.Body}");
        }

        return true;
    }

    private void Acknowledge(StoredMessage stored)
    {
        if (notebook.Acknowledged(stored))
        {
            missing();
        }
    }
}
