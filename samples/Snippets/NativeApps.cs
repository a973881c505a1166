using Okta.Logout;

namespace Snippets;

internal static class NativeApps
{
    public static async Task<SignOutReceipt> SignOutAsync(ServiceCollection services, string idToken, string refreshToken, Func<Task> deleteSessionAsync)
    {
        #region console
        services.AddOktaLogoutCore(options =>
        {
            options.OktaDomain = "example.okta.com";
            options.ClientId = "0oa1example";
        });

        await using var provider = services.BuildServiceProvider();
        var receipt = await provider.GetRequiredService<IOktaSignOut>().SignOutAsync(new SignOutRequest
        {
            IdToken = idToken,
            RefreshToken = refreshToken,
            EndLocalSession = _ => deleteSessionAsync(),
        });
        #endregion

        return receipt;
    }

    public static async Task SignOutByBrowserAsync(ServiceCollection services, ITokenStore tokenStore)
    {
        #region native
        services.AddSingleton(tokenStore);
        services.AddOktaLogoutCore(options =>
        {
            options.OktaDomain = "example.okta.com";
            options.ClientId = "0oa1example";
        }).AddNativeSignOut();

        await using var provider = services.BuildServiceProvider();
        var receipt = await provider.GetRequiredService<NativeSignOut>().SignOutAsync();
        if (receipt.Outcome is not NativeSignOutOutcome.SignedOut)
            Console.WriteLine($"Signed out of this app. {receipt.Reason}");
        #endregion
    }

    public static void UseBrowserOfThePlatform(ServiceCollection services, Func<Uri, Uri, Task<IReadOnlyDictionary<string, string>?>> authenticateAsync)
    {
        #region native-browser
        services.AddSingleton<ISystemBrowser>(new CallbackBrowser("com.example.app:/signed-out", async (request, cancellationToken) =>
        {
            var answer = await authenticateAsync(new Uri(request.Url), new Uri("com.example.app:/signed-out"));
            return answer is null ? null : "com.example.app:/signed-out?state=" + answer["state"];
        }));
        #endregion
    }
}
