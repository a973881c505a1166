using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The user presses "Sign out" and closes the tab at once, while the list is still being asked about the session of this very request.</summary>
public sealed class SignOutsThatTheBrowserGivesUp
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task The_session_ends_all_the_same(bool hasTicketStore)
    {
        using var tab = new Tab();
        await using var app = await new SomeApp
        {
            First = host => host.Use(tab.FollowAsync),
            Services = services =>
            {
                services.AddSingleton<ISessionRevocationStore>(provider => new ListThatIsAskedMeanwhile(new MemorySessionRevocationStore(provider.GetRequiredService<TimeProvider>()), tab));
                if (hasTicketStore)
                    TicketsOnTheServer.AddTo(services);
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        tab.ClosesAt = "/signout";

        await browser.PostAsync("/signout");

        tab.IsClosed.Should().BeTrue();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    /// <summary>Cancels the token of a request as a server does when the client has gone.</summary>
    private sealed class Tab : IDisposable
    {
        private readonly CancellationTokenSource _aborted = new();
        private bool _isAtWork;

        public string? ClosesAt { get; set; }

        public bool IsClosed => _aborted.IsCancellationRequested;

        public Task FollowAsync(HttpContext context, RequestDelegate next)
        {
            if (context.Request.Path == ClosesAt)
            {
                _isAtWork = true;
                context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = _aborted.Token });
            }

            return next(context);
        }

        public void Close()
        {
            if (_isAtWork)
                _aborted.Cancel();
        }

        public void Dispose() => _aborted.Dispose();
    }

    private sealed class ListThatIsAskedMeanwhile(ISessionRevocationStore inner, Tab tab) : ISessionRevocationStore
    {
        public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) => inner.RevokeAsync(revocation, cancellationToken);

        public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
        {
            tab.Close();
            return inner.IsRevokedAsync(session, cancellationToken);
        }
    }
}
