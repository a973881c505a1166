using Microsoft.AspNetCore.Components;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A page of Blazor that notes where it is sent, and its dispatcher, which runs everything at once.</summary>
internal sealed class SomeNavigation : NavigationManager
{
    public SomeNavigation() => Initialize("https://app.example.com/", "https://app.example.com/");

    public string? LeftFor { get; private set; }

    public void Dispatch(Action work)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new AtOnce());
        try
        {
            work();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    protected override void NavigateToCore(string uri, NavigationOptions options)
    {
        options.ForceLoad.Should().BeTrue();
        LeftFor = uri;
    }

    private sealed class AtOnce : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => d(state);
    }
}
