namespace LocalOkta;

/// <summary>The paths of the org itself, relative to its origin, which is also its issuer.</summary>
internal static class OrgPaths
{
    public const string OpenIdConfiguration = ".well-known/openid-configuration";
    public const string SharedSignalsConfiguration = ".well-known/ssf-configuration";
    public const string Keys = "oauth2/v1/keys";
}
