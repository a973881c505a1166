namespace Okta.Logout;

/// <summary>Options of a channel on which an Okta org sends requests.</summary>
internal interface IOktaOrgOptions
{
    IList<OktaOrgIssuer> AdditionalIssuers { get; }
}
