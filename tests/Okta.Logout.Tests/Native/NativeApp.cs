using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.Tests;

/// <summary>A native app whose user is signed in, at a fake Okta, with a browser that does as the test says.</summary>
internal sealed class NativeApp : IAsyncDisposable
{
    public const string RedirectUri = "com.example.app:/signed-out";

    private readonly SignOutApp _app = new();
    private readonly Lazy<NativeSignOut> _signOut;

    public NativeApp(ISystemBrowser? browser = null, Action<NativeSignOutOptions>? configure = null)
    {
        Navigate = (request, _) => Task.FromResult<string?>(AnswerTo(request));
        Tokens = new(_app.Journal);
        _app.Services.AddSingleton<ITokenStore>(Tokens);
        _app.Services.AddSingleton(browser ?? new CallbackBrowser(RedirectUri, (request, token) =>
        {
            _app.Journal.Enqueue("browser");
            Requests.Add(request);
            return Navigate(request, token);
        }));
        _app.Builder.AddNativeSignOut(configure);
        _signOut = new(() => _app.Provider.GetRequiredService<NativeSignOut>());
    }

    public SignOutApp App => _app;

    public FakeTokenStore Tokens { get; }

    public List<SystemBrowserRequest> Requests { get; } = [];

    /// <summary>What the browser does; at first, it comes back at once.</summary>
    public Func<SystemBrowserRequest, CancellationToken, Task<string?>> Navigate { get; set; }

    public static string AnswerTo(SystemBrowserRequest request, string parameters = "") => $"{RedirectUri}?state={StateIn(request.Url)}{parameters}";

    public static string StateIn(string url) => RedirectQuery.ValuesOf(url, "state").Single();

    public Task<NativeSignOutReceipt> SignOutAsync(SignOutScope scope = SignOutScope.AppAndOkta, CancellationToken cancellationToken = default) =>
        _signOut.Value.SignOutAsync(scope, cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
