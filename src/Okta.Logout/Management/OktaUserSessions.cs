using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Okta's calls that end sessions, each as one request.</summary>
internal sealed class OktaUserSessions(OktaApi api, IOktaSignOut signOut, IOptions<OktaUserSessionsOptions> options, TimeProvider timeProvider) : IOktaUserSessions
{
    private const int LongestUserId = 256;

    // Okta answers 406 without the version (Okta API reference, MyAccount).
    private const string MyAccountMediaType = "application/json; okta-version=1.0.0";

    public Task<OktaCallResult> ClearAsync(string userId, ClearOktaSessionsOptions? options = null, CancellationToken cancellationToken = default)
    {
        var user = Escaped(userId);
        var what = options ?? new();
        var query = $"oauthTokens={Text(what.RevokeTokens)}&forgetDevices={Text(what.ForgetDevices)}";
        return SendAsync(org => new(HttpMethod.Delete, $"{org}/api/v1/users/{user}/sessions?{query}"), cancellationToken);
    }

    public Task<OktaCallResult> RevokeGloballyAsync(string userId, CancellationToken cancellationToken = default)
    {
        _ = Escaped(userId);
        var body = BodyFor(userId);
        return SendAsync(
            org => new(HttpMethod.Post, org + "/oauth2/v1/global-token-revocation")
            {
                Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
            },
            cancellationToken);
    }

    public Task<OktaCallResult> ClearOwnAsync(string accessToken, ClearOwnOktaSessionsOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(accessToken);
        if (!accessToken.All(c => c is > ' ' and < '\x7f'))
            throw new ArgumentException("The access token has characters that no token has.", nameof(accessToken));
        var what = options ?? new();
        var query = $"oauthTokens={Text(what.RevokeTokens)}&excludeCurrentAuthorizationContext={Text(what.KeepCurrent)}";
        return api.SendAsync(
            org =>
            {
                var request = new HttpRequestMessage(HttpMethod.Delete, $"{org}/idp/myaccount/sessions?{query}");
                request.Headers.Accept.ParseAdd(MyAccountMediaType);
                return request;
            },
            (context, _) =>
            {
                context.Request.Headers.Authorization = new("Bearer", accessToken);
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    public async Task<TerminationReceipt> EndEverywhereAsync(string userId, CancellationToken cancellationToken = default)
    {
        _ = Escaped(userId);
        cancellationToken.ThrowIfCancellationRequested();
        List<SignOutStep> steps = [];
        foreach (var issuer in await api.FindIssuersAsync().ConfigureAwait(false))
        {
            var target = SessionTarget.ForSubject(issuer, userId);
            steps.AddRange((await signOut.EndSessionsAsync(new(target, SessionTerminationReason.Administrator), CancellationToken.None).ConfigureAwait(false)).Steps);
        }

        var start = timeProvider.GetTimestamp();
        var result = await ClearAsync(userId, options: null, CancellationToken.None).ConfigureAwait(false);
        steps.Add(new(
            SignOutStepNames.OktaSessions, result.Succeeded ? SignOutStepOutcome.Succeeded : SignOutStepOutcome.Failed, timeProvider.GetElapsedTime(start), result.Error));
        return new(steps);
    }

    private Task<OktaCallResult> SendAsync(Func<string, HttpRequestMessage> create, CancellationToken cancellationToken) => options.Value.AuthorizeRequest is { } authorize
        ? api.SendAsync(create, authorize, cancellationToken)
        : Task.FromResult(new OktaCallResult(OktaCallStatus.NotAuthorized, "OL9812: OktaUserSessionsOptions.AuthorizeRequest is not set, so nothing was sent. Set it to a function that adds the token of an API service integration."));

    // Dots would be resolved as a path, and "me" is the caller.
    private static string Escaped(string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        if (userId.Length > LongestUserId || userId is "me" or "." or ".." || userId.Any(char.IsControl) || userId.Trim().Length != userId.Length)
            throw new ArgumentException("This is no id or login of a user.", nameof(userId));
        return Uri.EscapeDataString(userId);
    }

    private static byte[] BodyFor(string userId)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("sub_id");
            writer.WriteString("format", "opaque");
            writer.WriteString("id", userId);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string Text(bool value) => value ? "true" : "false";
}
