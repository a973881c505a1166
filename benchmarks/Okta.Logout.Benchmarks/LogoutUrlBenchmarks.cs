using BenchmarkDotNet.Attributes;
using Duende.IdentityModel.Client;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Okta.Logout.Benchmarks;

/// <summary>One logout URL: an ID token of 1.5 KB, a redirect URI and a protected state of 240 characters.</summary>
[MemoryDiagnoser]
public class LogoutUrlBenchmarks
{
    private const string Endpoint = "https://example.okta.com/oauth2/default/v1/logout";
    private const string PostLogoutRedirectUri = "https://app.example.com/signout/complete";

    private readonly string _idToken = $"{Base64Url(100)}.{Base64Url(1100)}.{Base64Url(342)}";
    private readonly string _state = Base64Url(240);

    [Benchmark(Baseline = true)]
    public string LogoutUrlBuilder() =>
        new LogoutUrlBuilder(Endpoint)
            .WithIdTokenHint(_idToken)
            .WithPostLogoutRedirectUri(PostLogoutRedirectUri)
            .WithState(_state)
            .Build();

    [Benchmark]
    public string DuendeRequestUrl() => new RequestUrl(Endpoint).CreateEndSessionUrl(_idToken, PostLogoutRedirectUri, _state);

    [Benchmark]
    public string OpenIdConnectMessage() =>
        new OpenIdConnectMessage
        {
            IssuerAddress = Endpoint,
            IdTokenHint = _idToken,
            PostLogoutRedirectUri = PostLogoutRedirectUri,
            State = _state,
        }.CreateLogoutRequestUrl();

    [Benchmark]
    public string QueryHelpersAddQueryString() =>
        QueryHelpers.AddQueryString(Endpoint, new Dictionary<string, string?>
        {
            ["id_token_hint"] = _idToken,
            ["post_logout_redirect_uri"] = PostLogoutRedirectUri,
            ["state"] = _state,
        });

    private static string Base64Url(int length) =>
        string.Create(length, 0, static (text, _) =>
        {
            const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            for (var i = 0; i < text.Length; i++)
                text[i] = Alphabet[i * 37 % Alphabet.Length];
        });
}
