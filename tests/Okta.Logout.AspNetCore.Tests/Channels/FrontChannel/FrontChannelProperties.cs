using CsCheck;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class FrontChannelProperties : IAsyncLifetime
{
    private static readonly Gen<string> Name = Gen.Frequency((4, Gen.OneOf("iss", "sid")), (2, Gen.OneOf("iss[]", "sub", "state", "", "iss ", "sid\0")), (1, Gen.String[0, 6]));

    private static readonly Gen<string> Value = Gen.Frequency(
        (6, Gen.OneOf(The.Issuer, The.Sid)),
        (2, Gen.OneOf("", " ", "https://example.okta.com", The.Issuer + "/", The.Sid + "\n", "<script>", "%", "\ud800", "\0")),
        (1, Gen.String[0, 12]));

    private static readonly Gen<(string Name, string Value)[]> Fields = Gen.Select(Name, Value).Array[0, 4];

    private readonly RecordingSignOut _signOut = new();
    private RunningApp _app = null!;

    public async Task InitializeAsync() => _app = await new SomeApp
    {
        Web = options => options.FrontChannelLogout.RequestsPerMinute = 1_000_000,
        Services = services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IOktaSignOut>(services, _signOut),
    }.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Whatever_is_sent_the_answer_is_the_same_and_only_the_named_session_ends() => await Gen.Select(Fields, Fields, Gen.Bool).SampleAsync(
        async (query, form, isPost) =>
        {
            var count = _signOut.Targets.Count;
            var response = await _app.Http.SendAsync(Request(query, form, isPost), CancellationToken.None);

            var body = await response.Content.ReadAsStringAsync();
            var isSameAnswer = (int)response.StatusCode == 200 && body.EndsWith("<title>Sign-out</title></head><body></body></html>", StringComparison.Ordinal)
                && response.Headers.CacheControl is { NoStore: true } && response.Headers.Location is null;
            var ended = _signOut.Targets.Skip(count).ToList();
            return isSameAnswer && (ended.Count == 0 || (ended.Count == 1 && IsNamed(isPost ? [.. query, .. form] : query, ended[0])));
        },
        iter: 5_000, threads: 1);

    // The target has the scheme's issuer, and the request may name the org's.
    private static bool IsNamed((string Name, string Value)[] fields, SessionTarget target)
    {
        var issuers = fields.Where(field => field.Name.Equals("iss", StringComparison.OrdinalIgnoreCase)).ToList();
        var sessionIds = fields.Where(field => field.Name.Equals("sid", StringComparison.OrdinalIgnoreCase)).ToList();
        return target is { Kind: SessionTargetKind.Session, Issuer: The.Issuer } && issuers.Count == 1 && sessionIds.Count == 1
            && issuers[0].Value is The.Issuer or "https://example.okta.com" && Decoded(sessionIds[0].Value) == target.Value;
    }

    private static string Decoded(string value) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(value));

    private static HttpRequestMessage Request((string Name, string Value)[] query, (string Name, string Value)[] form, bool isPost)
    {
        var url = new UriBuilder(RunningApp.Origin) { Path = "/signout/frontchannel", Query = Encode(query) }.Uri;
        return isPost
            ? new(HttpMethod.Post, url) { Content = new StringContent(Encode(form), null, "application/x-www-form-urlencoded") }
            : new(HttpMethod.Get, url);
    }

    private static string Encode((string Name, string Value)[] fields) =>
        string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(Decoded(field.Name))}={Uri.EscapeDataString(Decoded(field.Value))}"));
}
