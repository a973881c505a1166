using Duende.IdentityModel.OidcClient.Browser;
using Okta.Logout;

namespace ConsoleApp;

/// <summary>Lets OidcClient sign in with the browser of Okta.Logout.</summary>
internal sealed class SignInBrowser(ISystemBrowserSession visit) : IBrowser
{
    public async Task<BrowserResult> InvokeAsync(BrowserOptions options, CancellationToken cancellationToken = default)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, TimeProvider.System);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var answer = await visit.NavigateAsync(new(options.StartUrl), ending.Token);
            return new() { ResultType = answer is null ? BrowserResultType.UserCancel : BrowserResultType.Success, Response = answer };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new() { ResultType = BrowserResultType.Timeout, Error = $"the browser did not come back within {options.Timeout.TotalSeconds:0} s." };
        }
    }
}
