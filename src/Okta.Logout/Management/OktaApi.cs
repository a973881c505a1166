using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Sends requests to the APIs of an org, within a time, and waits where Okta's rate limit asks for it.</summary>
internal sealed partial class OktaApi(
    IRegistrations registrations, IHttpClientFactory httpClients, IOptions<OktaUserSessionsOptions> options, TimeProvider timeProvider, ILogger<OktaApi> logger)
{
    private const int MostAttempts = 4;

    /// <summary>Returns the app integration whose org is called; null if the options do not say which.</summary>
    public async ValueTask<OktaLogoutOptions?> FindIntegrationAsync()
    {
        var all = await registrations.AllAsync().ConfigureAwait(false);
        return options.Value.Registration is { } name
            ? all.FirstOrDefault(registration => registration.Name == name)?.Options
            : all.Count == 1 ? all[0].Options : null;
    }

    /// <summary>Returns the issuers that may have begun sessions of the org's users in this app: of all orgs, if the options do not say which is called.</summary>
    public async ValueTask<IReadOnlyList<string>> FindIssuersAsync()
    {
        var org = await FindIntegrationAsync().ConfigureAwait(false) is { } integration ? OktaOrg.Of(integration.GetIssuer()) : null;
        return
        [
            .. (await registrations.AllAsync().ConfigureAwait(false))
                .Where(registration => org is null || OktaOrg.Of(registration.Options.GetIssuer()) == org)
                .SelectMany(registration => registration.Options.GetIssuers())
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Sends a request, again where that can help.</summary>
    /// <param name="create">Creates the request for the address of the org, without a slash at its end.</param>
    /// <param name="authorize">Adds the token.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<OktaCallResult> SendAsync(
        Func<string, HttpRequestMessage> create, Func<OktaRequestContext, CancellationToken, Task> authorize, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new Deadline(timeProvider, options.Value.Timeout, cancellationToken);
        var result = await SendBeforeAsync(deadline, create, authorize, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
            Log.Failed(logger, result.Status, result.Error);
        return result;
    }

    private async Task<OktaCallResult> SendBeforeAsync(
        Deadline deadline, Func<string, HttpRequestMessage> create, Func<OktaRequestContext, CancellationToken, Task> authorize, CancellationToken cancellationToken)
    {
        try
        {
            // Stops waiting on time even if a handler, or code of the app, ignores the cancellation.
            var call = CallAsync(create, authorize, timeProvider.GetUtcNow() + options.Value.Timeout, deadline.Token);
            BackgroundTask.Observe(call);
            return await call.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(OktaCallStatus.TimedOut, "OL9802: Okta did not respond in time. It may have done it.");
        }
        catch (Exception exception)
        {
            // Handlers that the app adds to the HttpClient throw what they like.
            cancellationToken.ThrowIfCancellationRequested();
            return new(OktaCallStatus.Unreachable, $"OL9807: Okta could not be reached ({FaultText.Of(exception)}).");
        }
    }

    private async Task<OktaCallResult> CallAsync(
        Func<string, HttpRequestMessage> create, Func<OktaRequestContext, CancellationToken, Task> authorize, DateTimeOffset end, CancellationToken cancellationToken)
    {
        if (await FindIntegrationAsync().ConfigureAwait(false) is not { } integration)
            return new(OktaCallStatus.Refused, "OL9803: Which org to call is not known. Set OktaUserSessionsOptions.Registration to the name of the OktaLogoutOptions, in ASP.NET Core that of the OpenID Connect scheme.");
        var org = OktaOrg.Of(integration.GetIssuer()).TrimEnd('/');
        if (!EndpointAddress.IsAllowed(org, integration.AllowLoopbackHttp))
            return new(OktaCallStatus.Refused, "OL9804: The address of the org is not an absolute https URL, so nothing was sent to it.");
        string? nonce = null;
        for (var attempt = 1; ; attempt++)
        {
            using var request = create(org);
            try
            {
                await authorize(new(request, nonce), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                return new(OktaCallStatus.NotAuthorized, $"OL9805: OktaUserSessionsOptions.AuthorizeRequest failed ({exception.GetType().Name}), so nothing was sent.");
            }

            var (result, next) = await AttemptAsync(request, nonce, cancellationToken).ConfigureAwait(false);
            if (next is null || attempt == MostAttempts)
                return result;
            nonce = next.DPoPNonce ?? nonce;
            if (next.Wait == TimeSpan.Zero)
                continue;
            if (timeProvider.GetUtcNow() + next.Wait >= end)
                return result;
            await Task.Delay(next.Wait, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(OktaCallResult Result, Retry? Next)> AttemptAsync(HttpRequestMessage request, string? nonce, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        using var response = await httpClients.CreateClient(OktaLogoutDefaults.HttpClientName)
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (Redirects.IsRedirected(response, request, address))
            return (new(OktaCallStatus.Refused, "OL9806: Okta responded with a redirect, which is not followed, because the request carries a token."), null);
        return response.IsSuccessStatusCode ? (new(OktaCallStatus.Succeeded), null) : await ReadFailureAsync(response, nonce, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(OktaCallResult Result, Retry? Next)> ReadFailureAsync(HttpResponseMessage response, string? nonce, CancellationToken cancellationToken)
    {
        var (code, summary) = await OktaErrors.ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        var said = $"{code ?? "no error code"}, status {(int)response.StatusCode}";
        switch ((int)response.StatusCode)
        {
            case 429:
                var wait = RateLimit.WaitOf(response, timeProvider);
                return (new(OktaCallStatus.RateLimited, $"OL9808: Okta's rate limit was reached ({said}). Repeat the call later.", code, summary, wait), new(wait));
            case 400 or 401 when nonce is null && DPoPNonceOf(response) is { } asked:
                return (new(OktaCallStatus.NotAuthorized, $"OL9809: Okta did not accept the token ({said}).", code, summary), new(TimeSpan.Zero, asked));
            case 401 or 403:
                return (new(OktaCallStatus.NotAuthorized, $"OL9809: Okta did not accept the token ({said}). Grant the scope to the service app, and an administrator role (Admin Console, Applications > the app > Okta API Scopes and Admin roles).", code, summary), null);
            case 404:
                return (new(OktaCallStatus.NotFound, $"OL9810: Okta does not know the user ({said}).", code, summary), null);
            default:
                return (new(OktaCallStatus.Refused, $"OL9811: Okta refused the request ({said}).", code, summary), null);
        }
    }

    private static string? DPoPNonceOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("DPoP-Nonce", out var values) && values.FirstOrDefault() is { Length: > 0 and < 1_024 } nonce ? nonce : null;

    private sealed record Retry(TimeSpan Wait, string? DPoPNonce = null);

    private static partial class Log
    {
        [LoggerMessage(9801, LogLevel.Warning, "A call of an API of Okta did not succeed ({Status}): {Error}")]
        public static partial void Failed(ILogger logger, OktaCallStatus status, string? error);
    }
}
