using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An endpoint that stays open until the session of its request ends.</summary>
internal sealed class OpenRequest
{
    public const string Path = "/open";

    private readonly Signal _opened = new();

    /// <summary>Gets the token of the last request.</summary>
    public CancellationToken Ended { get; private set; }

    public void Map(WebApplication app) => app.MapGet(Path, async (HttpContext context) =>
    {
        Ended = context.GetSessionEndedToken();
        context.GetSessionEndedToken().Should().Be(Ended);
        var over = new TaskCompletionSource();
        using var ended = Ended.Register(over.SetResult);
        _opened.Give();
        await over.Task.WaitAsync(context.RequestAborted);
        return "ended";
    });

    /// <summary>Opens it, and returns what it responds.</summary>
    public Task<Task<HttpResponseMessage>> OpenAsync(Browser browser) => OpenAsync(() => browser.GetAsync(Path));

    /// <summary>The same for another kind of client.</summary>
    public async Task<Task<HttpResponseMessage>> OpenAsync(Func<Task<HttpResponseMessage>> send)
    {
        var response = send();
        await _opened.WaitAsync();
        return response;
    }
}
