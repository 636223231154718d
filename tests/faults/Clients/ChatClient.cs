using PortalChat.Faults.Tests.Stages;
using PortalChat.Faults.Tests.Verdicts;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>
/// One tab of a portal, without its screen: it keeps to the rules of <c>docs/spec/portal.md</c> about sending, threads
/// and being live. It differs on purpose in one thing: with a live channel it never asks by itself, so that what the
/// channel leaves out stays missing and is seen in the end.
/// </summary>
internal sealed class ChatClient : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Session _session;
    private readonly Session _requestSession;
    private readonly Api _api;
    private readonly Outbox _outbox;
    private readonly LiveChannel _channel;
    private readonly Puller _puller;
    private readonly Task _sending;
    private readonly Task _listening;
    private readonly string _name;
    private int _written;

    public ChatClient(string name, Account account, Surroundings surroundings)
    {
        _name = name;
        Account = account;
        _session = new Session(account, surroundings.Tokens);
        _requestSession = surroundings.RequestTokens is { } tokens ? new Session(account, tokens) : _session;
        _api = new Api(surroundings, _requestSession);
        _puller = new Puller(_api, Notebook, surroundings, _stopping.Token);
        _outbox = new Outbox(_api, Notebook, surroundings, account.Id, _puller.Request);
        _channel = new LiveChannel(surroundings, _session, Notebook, _puller.Request, _outbox.Hope);
        _sending = _outbox.RunAsync(_stopping.Token);
        _listening = _channel.RunAsync(_stopping.Token);
    }

    public Account Account { get; }

    public string Name => _name;

    public Notebook Notebook { get; } = new();

    public bool IsLive => _channel.IsLive;

    /// <summary>What went wrong last, for whoever has to find the cause.</summary>
    public string Trouble =>
        $"{_channel.Trouble} {_sending.Exception?.InnerException} {_listening.Exception?.InnerException}".TrimEnd();

    public ClientFigures Figures => new(
        Notebook.AcknowledgedCount, _outbox.Retries, _channel.Connections, Notebook.JoinCount, _puller.Pulls,
        _session.Renewals + (_requestSession == _session ? 0 : _requestSession.Renewals));

    public ClientRecord Record => Notebook.Record(_name, Account.Id, Account.IsStaff);

    /// <summary>Puts the next message into the outbox; gives its id.</summary>
    /// <param name="chat">Where a GRE answers.</param>
    /// <param name="padding">Characters that make it longer.</param>
    public async Task<Guid> WriteAsync((Guid Id, Guid PlayerId)? chat, int padding, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        var text = $"{_name} {Interlocked.Increment(ref _written)}{new string('…', padding)}";
        await _outbox.WriteAsync(new Outgoing(id, text, chat), cancellationToken);
        return id;
    }

    /// <summary>Calls a function of the API, again until it is answered.</summary>
    public async Task<Answer> CallAsync(string function, object body)
    {
        while (true)
        {
            var answer = await _api.PostAsync($"/rest/v1/rpc/{function}", body, prefer: null, _stopping.Token);
            if (!answer.IsPassing)
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), _stopping.Token);
        }
    }

    /// <summary>Asks once what the client's own token lets it see; for trying what must not be seen.</summary>
    public Task<Answer> GetAsync(string path) => _api.GetAsync(path, _stopping.Token);

    /// <summary>Nothing more is written; ends when what was written is acknowledged or refused.</summary>
    public Task DrainAsync()
    {
        _outbox.Complete();
        return _sending;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_sending, _listening, _puller.EndAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _api.Dispose();
        _session.Dispose();
        _requestSession.Dispose();
        _stopping.Dispose();
    }
}
