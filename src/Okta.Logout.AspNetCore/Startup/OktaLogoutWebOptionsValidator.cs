using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

internal sealed class OktaLogoutWebOptionsValidator : IValidateOptions<OktaLogoutWebOptions>
{
    // Without "executionContexts", which no browser implements, and "*", whose meaning grows with the browser.
    private static readonly string[] SiteDataTypes = ["cache", "clientHints", "cookies", "prefetchCache", "prerenderCache", "storage"];

    private static readonly TimeSpan ShortestLifetime = TimeSpan.FromSeconds(1);

    public ValidateOptionsResult Validate(string? name, OktaLogoutWebOptions options)
    {
        List<string> failures = [];
        if (options.PublicOrigin is { } publicOrigin && !IsOrigin(publicOrigin))
            failures.Add($"OL6011: {nameof(options.PublicOrigin)} '{AddressText.WithoutUser(publicOrigin)}' is not an origin. Use scheme, host and port only, such as https://app.example.com, without a path or a trailing slash.");
        foreach (var origin in options.AllowedOrigins.Where(origin => !IsOrigin(origin)))
            failures.Add($"OL6012: {nameof(options.AllowedOrigins)} holds '{AddressText.WithoutUser(origin)}', which is not an origin. Use scheme, host and port only, such as https://spa.example.com, without a path, a wildcard or a trailing slash.");
        if (!ReturnUrlPolicy.IsLocal(options.SignedOutPath))
            failures.Add($"OL6013: {nameof(options.SignedOutPath)} '{options.SignedOutPath}' is not a local path. Begin it with one slash, such as /signed-out.");
        if (options.StateLifetime < TimeSpan.FromMinutes(1) || options.StateLifetime > TimeSpan.FromDays(1))
            failures.Add($"OL6014: {nameof(options.StateLifetime)} is {options.StateLifetime}. Set it between one minute and one day.");
        if (!Enum.IsDefined(options.EndSessionMethod))
            failures.Add($"OL6015: {nameof(options.EndSessionMethod)} has the unknown value {options.EndSessionMethod}. Set it to {nameof(EndSessionMethod.FormPost)} or {nameof(EndSessionMethod.Redirect)}.");
        if (!Enum.IsDefined(options.OnRevocationCheckFailure))
            failures.Add($"OL6020: {nameof(options.OnRevocationCheckFailure)} has the unknown value {options.OnRevocationCheckFailure}. Set it to {nameof(RevocationCheckFailure.Allow)} or {nameof(RevocationCheckFailure.Reject)}.");
        if (options.FrontChannelLogout.RequestsPerMinute is < 1 or > 1_000_000)
            failures.Add($"OL6016: {nameof(options.FrontChannelLogout)}.{nameof(FrontChannelLogoutOptions.RequestsPerMinute)} is {options.FrontChannelLogout.RequestsPerMinute}. Set it between 1 and 1,000,000.");
        if (options.PublicPathBase is { Length: > 0 } pathBase && !IsPathBase(pathBase))
            failures.Add($"OL6021: {nameof(options.PublicPathBase)} '{pathBase}' is not a path base. Begin it with one slash and end it with none, such as /portal.");
        if (!Enum.IsDefined(options.SignOutScope))
            failures.Add($"OL6123: {nameof(options.SignOutScope)} has the unknown value {options.SignOutScope}. Set it to {nameof(SignOutScope.AppAndOkta)} or {nameof(SignOutScope.AppOnly)}.");
        foreach (var type in options.ClearSiteData.Except(SiteDataTypes))
            failures.Add($"OL9751: {nameof(options.ClearSiteData)} holds '{type}', which is not one of the types that it may have. Use {string.Join(", ", SiteDataTypes)}.");
        if (options.AbsoluteLifetime < ShortestLifetime)
            failures.Add($"OL6024: {nameof(options.AbsoluteLifetime)} is {options.AbsoluteLifetime}. Set it to one second or more, such as 12 hours, or leave it unset.");
        if (options.IdleTimeout < ShortestLifetime)
            failures.Add($"OL6025: {nameof(options.IdleTimeout)} is {options.IdleTimeout}. Set it to one second or more, such as 30 minutes, or leave it unset.");
        if (LogoutParameterRules.ProblemOf(options.AdditionalLogoutParameters) is { } problem)
            failures.Add(problem);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsPathBase(string text) =>
        text[^1] is not '/' && !text.AsSpan().ContainsAny('?', '#') && text.All(char.IsAscii)
        && ReturnUrlPolicy.IsLocal(text) && new Uri("https://local.invalid" + text).AbsolutePath == text;

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0
        && text.All(char.IsAscii)
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);
}
