namespace LocalOkta;

/// <summary>Claims of Okta that have no constant elsewhere.</summary>
internal static class SessionClaims
{
    public const string Sid = "sid";
    public const string UserId = "uid";
    public const string Version = "ver";
}
