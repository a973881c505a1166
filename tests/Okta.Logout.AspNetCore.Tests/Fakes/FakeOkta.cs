using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// An Okta org in memory, for the OpenID Connect handler's backchannel and for the library's own HTTP client. It issues really signed tokens,
/// records the requests, and throws at a call that no test expects.
/// </summary>
internal sealed class FakeOkta : HttpMessageHandler
{
    public const string CodePrefix = "secret-code-";

    private readonly TimeProvider _clock;
    private readonly Dictionary<string, Dictionary<string, object>> _codes = [];
    private readonly Dictionary<string, string> _issuers = [];
    private int _tokens;

    public FakeOkta(TimeProvider clock)
    {
        _clock = clock;
        AddServer(The.Issuer);
    }

    /// <summary>What is at each URL: replace an entry to answer otherwise.</summary>
    public Dictionary<string, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> Answers { get; } = [];

    /// <summary>Claims of the next ID tokens and of the user info, beside those that the protocol adds.</summary>
    public Dictionary<string, object> Claims { get; } = new() { ["sub"] = The.Subject, ["sid"] = The.Sid, ["email"] = The.Email, ["name"] = "Ada" };

    /// <summary>Members of the discovery documents; a null one is left out.</summary>
    public Dictionary<string, string?> Metadata { get; } = [];

    /// <summary>When the user has given credentials; now, unless set.</summary>
    public DateTimeOffset? AuthenticatedAt { get; set; }

    public bool IsDown { get; set; }

    /// <summary>Method and URL of every call, in order.</summary>
    public List<string> Calls { get; } = [];

    public List<string> UnexpectedCalls { get; } = [];

    /// <summary>The access token that is issued; an opaque one unless a test needs a JWT.</summary>
    public string AccessToken { get; set; } = The.AccessToken;

    public bool EncryptsIdTokens { get; set; }

    /// <summary>The ID tokens as they were signed.</summary>
    public List<string> IssuedIdTokens { get; } = [];

    public List<string> RevokedTokens { get; } = [];

    /// <summary>The same, with where and by whom.</summary>
    public List<RevokedToken> Revocations { get; } = [];

    /// <summary>Whether each answer of the token endpoint has tokens of its own, so that a test can tell them apart.</summary>
    public bool IssuesDistinctTokens { get; set; }

    /// <summary>The refresh tokens as they were issued, those of a rotation too.</summary>
    public List<string> IssuedRefreshTokens { get; } = [];

    /// <summary>Responds to the use of refresh tokens; null for new tokens without an ID token.</summary>
    public Func<Dictionary<string, string>, Task<HttpResponseMessage>>? OnRefresh { get; set; }

    /// <summary>Adds an authorization server. Its issuer is its address, unless the provider names itself otherwise.</summary>
    public void AddServer(string address, string? issuer = null)
    {
        _issuers[address] = issuer ?? address;
        Answers[address + "/.well-known/openid-configuration"] = (_, _) => Json(Document(address));
        Answers[address + "/v1/keys"] = (_, _) => Json(TestKey.Jwks);
        Answers[address + "/v1/userinfo"] = (_, _) => Json(Claims);
        Answers[address + "/v1/token"] = TokenAsync;
        Answers[address + "/v1/revoke"] = RevokeAsync;
    }

    /// <summary>The user signs in at an authorize URL: returns the code for the callback.</summary>
    public string Authorize(Uri authorizeUrl)
    {
        var query = QueryHelpers.ParseQuery(authorizeUrl.Query);
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var code = $"{CodePrefix}{_codes.Count + 1}";
        _codes[code] = new(Claims)
        {
            ["iss"] = IssuerOf(authorizeUrl.AbsoluteUri.Split("/v1/authorize")[0]),
            ["aud"] = query["client_id"].ToString(),
            ["nonce"] = query["nonce"].ToString(),
            ["iat"] = now,
            ["auth_time"] = AuthenticatedAt?.ToUnixTimeSeconds() ?? now,
            ["exp"] = now + 3600,
        };
        return code;
    }

    /// <summary>The same for an app that asks for an ID token only: returns it.</summary>
    public string IssueIdToken(Uri authorizeUrl)
    {
        var idToken = TestKey.Sign(_codes[Authorize(authorizeUrl)]);
        IssuedIdTokens.Add(idToken);
        return idToken;
    }

    /// <summary>Does not respond until the caller gives up. Returns a task that completes when it is called.</summary>
    public Task Hang(string url)
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Answers[url] = async (_, cancellationToken) =>
        {
            called.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
            return new(HttpStatusCode.OK);
        };
        return called.Task;
    }

    public void Answer(string url, HttpStatusCode status, string body = "") =>
        Answers[url] = (_, _) => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, null, "application/json") });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = $"{request.Method} {request.RequestUri!.AbsoluteUri}";
        lock (Calls)
            Calls.Add(call);
        if (IsDown)
            throw new HttpRequestException("Okta is down.");
        if (Answers.TryGetValue(request.RequestUri.AbsoluteUri, out var answer))
            return answer(request, cancellationToken);
        lock (UnexpectedCalls)
            UnexpectedCalls.Add(call);
        throw new InvalidOperationException($"Nothing expects {call}.");
    }

    private static Task<HttpResponseMessage> Json(object body) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(body) });

    private static async Task<Dictionary<string, string>> FormOf(HttpRequestMessage request) =>
        QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync()).ToDictionary(field => field.Key, field => field.Value.ToString());

    private string IssuerOf(string address) => _issuers.GetValueOrDefault(address, address);

    private Dictionary<string, string> Document(string address)
    {
        Dictionary<string, string?> document = new()
        {
            ["issuer"] = IssuerOf(address),
            ["authorization_endpoint"] = address + "/v1/authorize",
            ["token_endpoint"] = address + "/v1/token",
            ["userinfo_endpoint"] = address + "/v1/userinfo",
            ["jwks_uri"] = address + "/v1/keys",
            ["end_session_endpoint"] = address + "/v1/logout",
            ["revocation_endpoint"] = address + "/v1/revoke",
        };
        foreach (var (name, value) in Metadata)
            document[name] = value;
        return document.Where(member => member.Value is not null).ToDictionary(member => member.Key, member => member.Value!);
    }

    private async Task<HttpResponseMessage> TokenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = await FormOf(request);
        if (form["grant_type"] == "refresh_token" && OnRefresh is not null)
            return await OnRefresh(form);
        var idToken = form["grant_type"] == "refresh_token" ? null : TestKey.Sign(_codes[form["code"]]);
        if (idToken is not null)
            IssuedIdTokens.Add(idToken);
        var mark = IssuesDistinctTokens ? $"-{++_tokens}" : "";
        IssuedRefreshTokens.Add(The.RefreshToken + mark);
        return await Json(new
        {
            id_token = EncryptsIdTokens && idToken is not null ? TestKey.Encrypt(idToken) : idToken,
            access_token = AccessToken + mark,
            refresh_token = The.RefreshToken + mark,
            token_type = "Bearer",
            expires_in = 3600,
        });
    }

    // RFC 6749, section 2.3.1.
    private static string? BasicSecretOf(HttpRequestMessage request) => request.Headers.Authorization is { Scheme: "Basic", Parameter: { } credentials }
        ? Uri.UnescapeDataString(Encoding.UTF8.GetString(Convert.FromBase64String(credentials)).Split(':')[1])
        : null;

    private async Task<HttpResponseMessage> RevokeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = await FormOf(request);
        lock (RevokedTokens)
        {
            RevokedTokens.Add(form["token"]);
            Revocations.Add(new(request.RequestUri!.AbsoluteUri.Split("/v1/")[0], form["token"], form.GetValueOrDefault("client_id"), form.GetValueOrDefault("client_secret") ?? BasicSecretOf(request)));
        }

        return new(HttpStatusCode.OK);
    }
}
