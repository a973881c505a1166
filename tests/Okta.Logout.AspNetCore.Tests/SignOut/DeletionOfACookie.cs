using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The server uses the context of a request again: nothing that deletes a cookie may outlive the request.</summary>
public sealed class DeletionOfACookie
{
    private readonly HangingAuthentication _authentication = new();
    private readonly NotingResponse _response = new();
    private readonly CookieDeletion _deletion;

    public DeletionOfACookie()
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton<IAuthenticationService>(_authentication).BuildServiceProvider() };
        context.Features.Set<IHttpResponseFeature>(_response);
        _deletion = new(context, "Cookies");
    }

    [Fact]
    public async Task What_is_still_at_work_keeps_the_request_open()
    {
        var work = _deletion.RunAsync();

        _deletion.Close();

        var request = _response.Completed.Should().ContainSingle().Subject();
        request.IsCompleted.Should().BeFalse();
        _authentication.End();
        await work;
        await request;
    }

    [Fact]
    public async Task What_is_done_keeps_nothing_open()
    {
        _authentication.End();
        await _deletion.RunAsync();

        _deletion.Close();

        _response.Completed.Should().BeEmpty();
    }

    [Fact]
    public async Task What_comes_too_late_does_not_begin()
    {
        _deletion.Close();

        await _deletion.RunAsync();

        _authentication.HasBegun.Should().BeFalse();
        _response.Completed.Should().BeEmpty();
    }

    private sealed class NotingResponse : HttpResponseFeature
    {
        public List<Func<Task>> Completed { get; } = [];

        public override void OnCompleted(Func<object, Task> callback, object state) => Completed.Add(() => callback(state));
    }

    private sealed class HangingAuthentication : IAuthenticationService
    {
        private readonly TaskCompletionSource _end = new();

        public bool HasBegun { get; private set; }

        public void End() => _end.SetResult();

        public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties)
        {
            HasBegun = true;
            return _end.Task;
        }

        public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) => throw new InvalidOperationException();

        public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => throw new InvalidOperationException();

        public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => throw new InvalidOperationException();

        public Task SignInAsync(HttpContext context, string? scheme, System.Security.Claims.ClaimsPrincipal principal, AuthenticationProperties? properties) =>
            throw new InvalidOperationException();
    }
}
