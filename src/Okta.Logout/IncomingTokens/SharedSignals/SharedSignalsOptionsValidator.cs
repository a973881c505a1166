using Microsoft.Extensions.Options;

namespace Okta.Logout;

internal sealed class SharedSignalsOptionsValidator(OktaOrgRules orgs) : IValidateOptions<SharedSignalsOptions>
{
    private const string Name = nameof(SharedSignalsOptions);

    // Okta's limit.
    private const int LongestAuthorizationHeader = 8192;

    public ValidateOptionsResult Validate(string? name, SharedSignalsOptions options)
    {
        List<string> failures = [];
        if (string.IsNullOrWhiteSpace(options.Audience))
            failures.Add($"OL8311: {Name}.{nameof(options.Audience)} is empty. Give AddSharedSignals the audience of the stream, usually the URL of the endpoint.");
        if (options.AuthorizationHeader is { } header && (string.IsNullOrWhiteSpace(header) || header.Length > LongestAuthorizationHeader))
            failures.Add($"OL8312: {Name}.{nameof(options.AuthorizationHeader)} is empty or too long. Set the value that Okta was told to send, or null.");
        if (options.VerificationState is "")
            failures.Add($"OL8315: {Name}.{nameof(options.VerificationState)} is empty, but the state of an event never is. Set the state that was asked for, or null.");
        TimeRange.Check(failures, "OL8313", $"{Name}.{nameof(options.MaxAge)}", options.MaxAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(90));
        TimeRange.Check(failures, "OL8313", $"{Name}.{nameof(options.ClockSkew)}", options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        if (!IsKnown(options.OnSessionRevoked) || !IsKnown(options.OnCredentialChange))
            failures.Add($"OL8314: {Name} has an unknown {nameof(SharedSignalAction)}. Set it to {SharedSignalAction.Ignore} or {SharedSignalAction.EndSessions}.");
        failures.AddRange(OktaOrgRules.Check(Name, options.AdditionalIssuers, orgs.Read()));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsKnown(SharedSignalAction action) => action is SharedSignalAction.Ignore or SharedSignalAction.EndSessions;
}
