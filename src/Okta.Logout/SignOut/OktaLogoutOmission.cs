namespace Okta.Logout;

/// <summary>Why a sign-out has no logout request. The Okta session, if there is one, stays open.</summary>
public enum OktaLogoutOmission
{
    /// <summary>The caller asked for <see cref="SignOutScope.AppOnly"/>.</summary>
    NotAsked,

    /// <summary>Nobody was signed in with Okta, so there was nothing to end.</summary>
    NoSession,

    /// <summary>No ID token is known, and Okta responds to a request without one with an error page.</summary>
    NoIdToken,

    /// <summary>The ID token cannot be sent: it is not a signed JWT, is encrypted, or belongs to another issuer or client.</summary>
    UnusableIdToken,

    /// <summary>The server has no <c>end_session_endpoint</c>.</summary>
    NoEndSessionEndpoint,

    /// <summary>The server's endpoints are not known: it could not be reached, or its discovery document must not be used.</summary>
    EndpointsUnknown,

    /// <summary>The app has no address to which Okta could send the browser back; the step's error says why.</summary>
    NoCallback,
}
