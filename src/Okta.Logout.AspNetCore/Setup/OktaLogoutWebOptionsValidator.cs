using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

internal sealed class OktaLogoutWebOptionsValidator : IValidateOptions<OktaLogoutWebOptions>
{
    public ValidateOptionsResult Validate(string? name, OktaLogoutWebOptions options)
    {
        List<string> failures = [];
        if (options.PublicOrigin is { } publicOrigin && !IsOrigin(publicOrigin))
            failures.Add($"OL6011: {nameof(options.PublicOrigin)} '{publicOrigin}' is not an origin. Use scheme, host and port only, such as https://app.example.com, without a path or a trailing slash.");
        foreach (var origin in options.AllowedOrigins.Where(origin => !IsOrigin(origin)))
            failures.Add($"OL6012: {nameof(options.AllowedOrigins)} holds '{origin}', which is not an origin such as https://spa.example.com: no path, no wildcard, no trailing slash.");
        if (!ReturnUrlPolicy.IsLocal(options.SignedOutPath))
            failures.Add($"OL6013: {nameof(options.SignedOutPath)} '{options.SignedOutPath}' is not a local path. It has to begin with one slash, such as /signed-out.");
        if (options.StateLifetime < TimeSpan.FromMinutes(1) || options.StateLifetime > TimeSpan.FromDays(1))
            failures.Add($"OL6014: {nameof(options.StateLifetime)} is {options.StateLifetime}; it has to be between one minute and one day.");
        if (!Enum.IsDefined(options.EndSessionMethod))
            failures.Add($"OL6015: {nameof(options.EndSessionMethod)} is {options.EndSessionMethod}; it has to be {nameof(EndSessionMethod.FormPost)} or {nameof(EndSessionMethod.Redirect)}.");
        if (!Enum.IsDefined(options.OnRevocationCheckFailure))
            failures.Add($"OL6020: {nameof(options.OnRevocationCheckFailure)} is {options.OnRevocationCheckFailure}; it has to be {nameof(RevocationCheckFailure.Allow)} or {nameof(RevocationCheckFailure.Reject)}.");
        if (options.FrontChannelLogout.RequestsPerMinute is < 1 or > 1_000_000)
            failures.Add($"OL6016: {nameof(options.FrontChannelLogout)}.{nameof(FrontChannelLogoutOptions.RequestsPerMinute)} is {options.FrontChannelLogout.RequestsPerMinute}; it has to be between 1 and 1,000,000.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0
        && text.All(char.IsAscii)
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);
}
