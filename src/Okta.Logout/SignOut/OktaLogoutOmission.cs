namespace Okta.Logout;

/// <summary>Why a sign-out has no logout request: the Okta session, if there is one, lives on.</summary>
public enum OktaLogoutOmission
{
    /// <summary>The caller asked for <see cref="SignOutScope.AppOnly"/>.</summary>
    NotAsked,

    /// <summary>Nobody was signed in by way of Okta, so there was nothing to end.</summary>
    NoSession,

    /// <summary>No ID token is known, and Okta answers a request without one with an error page.</summary>
    NoIdToken,

    /// <summary>The ID token cannot be sent: no signed JWT, encrypted, of another issuer or of another client.</summary>
    UnusableIdToken,

    /// <summary>The server has no <c>end_session_endpoint</c>.</summary>
    NoEndSessionEndpoint,

    /// <summary>The server's endpoints are not known: it could not be reached, or its discovery document must not be used.</summary>
    EndpointsUnknown,
}
