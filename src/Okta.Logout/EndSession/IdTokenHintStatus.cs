namespace Okta.Logout;

/// <summary>Whether an ID token may be sent as <c>id_token_hint</c>.</summary>
internal enum IdTokenHintStatus
{
    Missing,
    Usable,
    Malformed,
    Encrypted,
    WrongIssuer,
    WrongAudience,
}
