using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.JwtBearer;

/// <summary>
/// What Okta said of tokens a short time ago. Requests with one token share a question. Each place holds one token, and another may take the place; a place holds a
/// digest, not the token. Active tokens have places of their own, so that invented ones, of which there can be any number, do not take them.
/// </summary>
internal sealed class IntrospectedTokens(IServiceProvider services, IOptions<TokenIntrospectionOptions> options, TimeProvider timeProvider) : IDisposable
{
    private const int Places = 4096;

    // With the number of places, this bounds the memory to 64 MiB, if all responses were this long; Okta's have about 500 characters. A longer one serves those who wait for it.
    private const int LongestResponse = 8 * 1024;

    // Without a verdict, the next requests do not wait for the same silence, and do not add to it.
    private static readonly TimeSpan UnknownCacheTime = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Answer?[] _active = new Answer?[Places];
    private readonly Answer?[] _others = new Answer?[Places];
    private readonly SemaphoreSlim _free = new(options.Value.MaxConcurrentRequests);

    public Task<TokenIntrospectionResult> FindAsync(string scheme, string token, DateTimeOffset? expiresAt)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{scheme}\n{token}"));
        lock (_lock)
        {
            if ((Find(_active, digest) ?? Find(_others, digest)) is { } known)
                return known.Result;
            var answer = new Answer(digest);
            answer.Result = AskAsync(answer, scheme, token, expiresAt);
            _others[answer.Place] = answer;
            return answer.Result;
        }
    }

    public void Dispose() => _free.Dispose();

    private Answer? Find(Answer?[] places, byte[] digest) =>
        places[Answer.PlaceOf(digest)] is { } known && known.Digest.AsSpan().SequenceEqual(digest) && !(known.Until <= timeProvider.GetUtcNow()) ? known : null;

    private async Task<TokenIntrospectionResult> AskAsync(Answer answer, string scheme, string token, DateTimeOffset? expiresAt)
    {
        // Outside of the lock, whatever the client does before it waits.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        TokenIntrospectionResult result = new(TokenIntrospectionStatus.Unknown);
        try
        {
            result = await AskAsync(scheme, token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // A client of the app's own, or options that are not valid: no verdict.
        }

        // Whose token it is matters only if the handler has not validated it.
        if (!options.Value.AcceptOpaqueTokens)
            result = new(result.Status, response: null, result.ExpiresAt, result.Error);
        Keep(answer, result, expiresAt);
        return result;
    }

    private void Keep(Answer answer, TokenIntrospectionResult result, DateTimeOffset? expiresAt)
    {
        var now = timeProvider.GetUtcNow();
        var until = now + result.Status switch
        {
            TokenIntrospectionStatus.Active => options.Value.ActiveCacheTime,
            TokenIntrospectionStatus.Inactive => options.Value.InactiveCacheTime,
            _ => UnknownCacheTime,
        };
        var isKept = !(result.Response?.Length > LongestResponse);
        answer.Until = isKept ? Earliest(until, expiresAt, result.ExpiresAt) : now;
        lock (_lock)
        {
            if (isKept && result.Status is not TokenIntrospectionStatus.Active)
                return;
            if (ReferenceEquals(_others[answer.Place], answer))
                _others[answer.Place] = null;
            if (isKept)
                _active[answer.Place] = answer;
        }
    }

    private static DateTimeOffset Earliest(DateTimeOffset until, params ReadOnlySpan<DateTimeOffset?> ends)
    {
        foreach (var end in ends)
        {
            if (end < until)
                until = end.Value;
        }

        return until;
    }

    private async Task<TokenIntrospectionResult> AskAsync(string scheme, string token)
    {
        var time = services.GetRequiredService<IOptionsMonitor<OktaLogoutOptions>>().Get(scheme).RemoteTimeout;
        using var deadline = new CancellationTokenSource(time, timeProvider);
        await _free.WaitAsync(deadline.Token).ConfigureAwait(false);
        try
        {
            return await services.GetRequiredKeyedService<ITokenIntrospectionClient>(scheme).IntrospectAsync(token, TokenTypeHint.AccessToken, deadline.Token).WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    private sealed class Answer(byte[] digest)
    {
        private DateTimeOffset? _until;

        public byte[] Digest { get; } = digest;

        public int Place => PlaceOf(Digest);

        public Task<TokenIntrospectionResult> Result { get; set; } = null!;

        /// <summary>Gets or sets until when it counts; null while Okta is asked.</summary>
        public DateTimeOffset? Until
        {
            get => Result is { IsCompleted: true } ? _until : null;
            set => _until = value;
        }

        public static int PlaceOf(byte[] digest) => BitConverter.ToUInt16(digest) % Places;
    }
}
