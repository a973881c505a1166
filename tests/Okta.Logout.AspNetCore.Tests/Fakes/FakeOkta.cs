using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// An Okta org in memory, for the OpenID Connect handler's backchannel and for the library's own HTTP client. It issues really signed tokens,
/// records what it is asked, and throws at a call that nothing expects.
/// </summary>
internal sealed class FakeOkta : HttpMessageHandler
{
    public const string CodePrefix = "secret-code-";

    private readonly TimeProvider _clock;
    private readonly Dictionary<string, Dictionary<string, object>> _codes = [];

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

    public bool IsDown { get; set; }

    /// <summary>Method and URL of every call, in order.</summary>
    public List<string> Calls { get; } = [];

    public List<string> UnexpectedCalls { get; } = [];

    public bool EncryptsIdTokens { get; set; }

    /// <summary>The ID tokens as they were signed.</summary>
    public List<string> IssuedIdTokens { get; } = [];

    public List<string> RevokedTokens { get; } = [];

    /// <summary>Adds an authorization server.</summary>
    public void AddServer(string issuer)
    {
        Answers[issuer + "/.well-known/openid-configuration"] = (_, _) => Json(Document(issuer));
        Answers[issuer + "/v1/keys"] = (_, _) => Json(TestKey.Jwks);
        Answers[issuer + "/v1/userinfo"] = (_, _) => Json(Claims);
        Answers[issuer + "/v1/token"] = TokenAsync;
        Answers[issuer + "/v1/revoke"] = RevokeAsync;
    }

    /// <summary>The user signs in at an authorize URL: returns the code for the callback.</summary>
    public string Authorize(Uri authorizeUrl)
    {
        var query = QueryHelpers.ParseQuery(authorizeUrl.Query);
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var code = $"{CodePrefix}{_codes.Count + 1}";
        _codes[code] = new(Claims)
        {
            ["iss"] = authorizeUrl.AbsoluteUri.Split("/v1/authorize")[0],
            ["aud"] = query["client_id"].ToString(),
            ["nonce"] = query["nonce"].ToString(),
            ["iat"] = now,
            ["auth_time"] = now,
            ["exp"] = now + 3600,
        };
        return code;
    }

    /// <summary>Never answers, until the caller gives up. Returns a task that ends when it was called.</summary>
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

    private Dictionary<string, string> Document(string issuer)
    {
        Dictionary<string, string?> document = new()
        {
            ["issuer"] = issuer,
            ["authorization_endpoint"] = issuer + "/v1/authorize",
            ["token_endpoint"] = issuer + "/v1/token",
            ["userinfo_endpoint"] = issuer + "/v1/userinfo",
            ["jwks_uri"] = issuer + "/v1/keys",
            ["end_session_endpoint"] = issuer + "/v1/logout",
            ["revocation_endpoint"] = issuer + "/v1/revoke",
        };
        foreach (var (name, value) in Metadata)
            document[name] = value;
        return document.Where(member => member.Value is not null).ToDictionary(member => member.Key, member => member.Value!);
    }

    private async Task<HttpResponseMessage> TokenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var idToken = TestKey.Sign(_codes[(await FormOf(request))["code"]]);
        IssuedIdTokens.Add(idToken);
        return await Json(new
        {
            id_token = EncryptsIdTokens ? TestKey.Encrypt(idToken) : idToken,
            access_token = The.AccessToken,
            refresh_token = The.RefreshToken,
            token_type = "Bearer",
            expires_in = 3600,
        });
    }

    private async Task<HttpResponseMessage> RevokeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = (await FormOf(request))["token"];
        lock (RevokedTokens)
            RevokedTokens.Add(token);
        return new(HttpStatusCode.OK);
    }
}
