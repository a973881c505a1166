namespace Okta.Logout;

/// <summary>Why a security event token is not accepted, besides the reasons that apply to all tokens.</summary>
internal static class SecurityEventRefusals
{
    public static readonly TokenRefusal WrongClaims = new("OL8331", "A security event token has neither exp nor sub.");
    public static readonly TokenRefusal NotOneEvent = new("OL8332", "The events claim must be an object with exactly one event, which is an object, too.");
    public static readonly TokenRefusal WrongSubject = new("OL8333", "The event has no subject, or a malformed one.");
    public static readonly TokenRefusal WrongTime = new("OL8334", "The event_timestamp is not a valid time.");
    public static readonly TokenRefusal WrongState = new("OL8335", "The state of the verification event is not the expected one.");
    public static readonly TokenRefusal NotSigned = new("OL8336", "The token has no signature.");
}
