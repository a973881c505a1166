namespace Okta.Logout;

/// <summary>Why a text is not a signed JWT in compact form.</summary>
internal enum CompactJwsFault
{
    NotCompact,
    TooLong,
    Encrypted,
    NotJson,
    DuplicateMember,
}
