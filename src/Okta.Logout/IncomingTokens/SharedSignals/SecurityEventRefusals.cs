namespace Okta.Logout;

/// <summary>Why a security event token is not accepted, beside the reasons that other tokens have too.</summary>
internal static class SecurityEventRefusals
{
    public static readonly TokenRefusal WrongClaims = new("OL8331", "A security event token has neither exp nor sub.");
    public static readonly TokenRefusal NotOneEvent = new("OL8332", "The events have to be an object with exactly one event, an object too.");
    public static readonly TokenRefusal WrongSubject = new("OL8333", "The event names nobody, or in a form that is none.");
    public static readonly TokenRefusal WrongTime = new("OL8334", "The event_timestamp is no time.");
    public static readonly TokenRefusal WrongState = new("OL8335", "The state is not the expected one.");
    public static readonly TokenRefusal NotSigned = new("OL8336", "The token has no signature.");
}
