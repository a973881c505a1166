using Okta.Logout;

namespace Snippets;

internal static class ConsoleApp
{
    public static async Task<SignOutResult> SignOutAsync(
        ServiceCollection services, string idToken, string refreshToken, string accessToken, ITokenStore tokenStore)
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
            AccessToken = accessToken,
            EndLocalSession = _ => tokenStore.DeleteAsync(),
        });
        #endregion

        return receipt;
    }
}
