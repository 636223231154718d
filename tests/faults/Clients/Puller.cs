using System.Text.Json;
using PortalChat.Faults.Tests.Verdicts;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>
/// Fetches what is missing, by number. A pull that is asked for during another one leads to one more [PC23]; one that
/// fails is tried again until it succeeds.
/// </summary>
internal sealed class Puller(Api api, Notebook notebook, Surroundings surroundings, CancellationToken stopping)
{
    private const int PageSize = 500;

    private readonly Lock _lock = new();
    private Task _pulling = Task.CompletedTask;
    private bool _isWanted;

    public int Pulls { get; private set; }

    public void Request()
    {
        lock (_lock)
        {
            _isWanted = true;
            if (_pulling.IsCompleted)
            {
                _pulling = RunAsync();
            }
        }
    }

    public Task EndAsync()
    {
        lock (_lock)
        {
            return _pulling;
        }
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        for (var failures = 0; !stopping.IsCancellationRequested;)
        {
            lock (_lock)
            {
                if (!_isWanted)
                {
                    _pulling = Task.CompletedTask;
                    return;
                }

                _isWanted = false;
            }

            try
            {
                if (await PullAsync())
                {
                    failures = 0;
                    continue;
                }

                lock (_lock)
                {
                    _isWanted = true;
                }

                await Task.Delay(surroundings.PauseAfter(failures++), stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<bool> PullAsync()
    {
        Pulls++;
        var chats = await api.GetAsync("/rest/v1/chat_requests?select=id,player_id,message_count", stopping);
        if (!chats.IsOk || chats.Body.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var chat in chats.Body.EnumerateArray())
        {
            notebook.SawChatOf(chat.GetProperty("player_id").GetGuid());
            if (!await PullAsync(chat.GetProperty("id").GetGuid(), chat.GetProperty("message_count").GetInt32()))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> PullAsync(Guid chat, int count)
    {
        for (var newest = notebook.NewestOf(chat); newest < count; newest = notebook.NewestOf(chat))
        {
            var page = await api.GetAsync(
                $"/rest/v1/chat_messages?chat_request_id=eq.{chat}&message_no=gt.{newest}&order=message_no&limit={PageSize}", stopping);
            if (!page.IsOk || page.Body.ValueKind != JsonValueKind.Array || page.Body.GetArrayLength() == 0)
            {
                return false;
            }

            foreach (var row in page.Body.EnumerateArray())
            {
                notebook.Show(Rows.Message(row));
            }
        }

        return true;
    }
}
