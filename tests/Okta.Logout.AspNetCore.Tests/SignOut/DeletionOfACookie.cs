using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The server uses the context of a request again: nothing that deletes a cookie may outlive the request.</summary>
public sealed class DeletionOfACookie
{
    private readonly TaskCompletionSource _end = new();
    private readonly NotingResponse _response = new();
    private readonly CookieDeletion _deletion;
    private bool _hasBegun;

    public DeletionOfACookie()
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseFeature>(_response);
        _deletion = new(context, "Cookies", DeleteAsync);
    }

    [Fact]
    public async Task What_is_still_at_work_keeps_the_request_open()
    {
        var work = _deletion.RunAsync();

        _deletion.Close();

        var request = _response.Completed.Should().ContainSingle().Subject();
        request.IsCompleted.Should().BeFalse();
        _end.SetResult();
        await work;
        await request;
    }

    [Fact]
    public async Task What_is_done_keeps_nothing_open()
    {
        _end.SetResult();
        await _deletion.RunAsync();

        _deletion.Close();

        _response.Completed.Should().BeEmpty();
    }

    [Fact]
    public async Task What_comes_too_late_does_not_begin()
    {
        _deletion.Close();

        await _deletion.RunAsync();

        _hasBegun.Should().BeFalse();
        _response.Completed.Should().BeEmpty();
    }

    private Task DeleteAsync()
    {
        _hasBegun = true;
        return _end.Task;
    }

    private sealed class NotingResponse : HttpResponseFeature
    {
        public List<Func<Task>> Completed { get; } = [];

        public override void OnCompleted(Func<object, Task> callback, object state) => Completed.Add(() => callback(state));
    }
}
