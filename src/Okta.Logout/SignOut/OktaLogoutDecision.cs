namespace Okta.Logout;

/// <summary>Whether the browser is sent to Okta: never with a request that is known to end on Okta's error page.</summary>
internal sealed class OktaLogoutDecision
{
    public OktaLogoutDecision(OktaLogoutOmission omission, string error)
    {
        Omission = omission;
        Error = error;
    }

    private OktaLogoutDecision(LogoutRequest request) => Request = request;

    public LogoutRequest? Request { get; }

    public OktaLogoutOmission? Omission { get; }

    public string? Error { get; }

    public SignOutStepOutcome Outcome => Omission switch
    {
        null => SignOutStepOutcome.Prepared,
        OktaLogoutOmission.NotAsked or OktaLogoutOmission.NoSession => SignOutStepOutcome.Skipped,
        _ => SignOutStepOutcome.Failed,
    };

    /// <summary>Decides by the request alone; null if that is not enough.</summary>
    public static OktaLogoutDecision? For(SignOutRequest request)
    {
        if (request.Scope is SignOutScope.AppOnly)
            return new(OktaLogoutOmission.NotAsked, "OL5011: The sign-out was of the app only.");
        if (request.Session?.Issuer is null && string.IsNullOrEmpty(request.IdToken))
            return new(OktaLogoutOmission.NoSession, "OL5012: Nobody was signed in by way of Okta.");
        return null;
    }

    /// <summary>Decides without the endpoints, so that nothing is discovered in vain; null if that is not enough.</summary>
    public static OktaLogoutDecision? For(SignOutRequest request, OktaLogoutOptions options)
    {
        if (For(request) is { } decision)
            return decision;
        return IdTokenHint.Check(request.IdToken, options) switch
        {
            IdTokenHintStatus.Usable => null,
            _ when !options.RequireIdTokenHint => null,
            IdTokenHintStatus.Missing => new(
                OktaLogoutOmission.NoIdToken,
                "OL5013: The session holds no ID token, and Okta responds to a logout request without one with an error page. Keep the ID token at sign-in (SaveTokens, or KeepIdToken)."),
            var status => new(OktaLogoutOmission.UnusableIdToken, $"OL5014: The ID token cannot be sent to {options.GetIssuer()}: {status}."),
        };
    }

    public static OktaLogoutDecision For(SignOutRequest request, OktaLogoutOptions options, OktaEndpoints endpoints)
    {
        if (endpoints.EndSessionEndpoint is not { } endpoint)
        {
            return new(
                OktaLogoutOmission.NoEndSessionEndpoint,
                $"OL5015: The discovery document of {endpoints.Issuer} has no end_session_endpoint. Set {nameof(OktaLogoutOptions.EndSessionEndpoint)} if the server has one.");
        }

        if (!EndpointAddress.IsAllowed(endpoint, options.AllowLoopbackHttp))
        {
            return new(
                OktaLogoutOmission.NoEndSessionEndpoint,
                "OL5018: The IOktaDiscoveryClient returned an end_session_endpoint that is not an absolute https URL.");
        }

        var hasHint = IdTokenHint.Check(request.IdToken, options) is IdTokenHintStatus.Usable;
        return new(new LogoutRequest(endpoint)
        {
            IdTokenHint = hasHint ? request.IdToken : null,
            // Okta knows the client from the hint. Without a hint, the client ID is needed to check the redirect URI (RP-Initiated Logout 1.0, section 2).
            ClientId = hasHint ? null : options.ClientId,
            PostLogoutRedirectUri = request.PostLogoutRedirectUri,
            State = request.State,
            LogoutHint = request.LogoutHint,
            UiLocales = request.UiLocales,
            DeviceSecret = request.DeviceSecret,
            AdditionalParameters = request.AdditionalParameters,
        });
    }
}
