namespace LocalOkta;

/// <summary>The org's metadata for receivers of its signals. Apps sign in at the custom authorization server only.</summary>
internal static class OrgMetadataEndpoints
{
    public static void MapOrgMetadata(this IEndpointRouteBuilder app)
    {
        app.MapGet(OrgPaths.OpenIdConfiguration, (OktaIssuers issuers) => Results.Json(new
        {
            issuer = issuers.Org,
            jwks_uri = KeysOf(issuers),
            subject_types_supported = new[] { "public" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
        }));
        app.MapGet(OrgPaths.SharedSignalsConfiguration, (OktaIssuers issuers) => Results.Json(new
        {
            issuer = issuers.Org,
            jwks_uri = KeysOf(issuers),
            spec_version = "1_0-ID3",
            delivery_methods_supported = new[] { "urn:ietf:rfc:8935" },
        }));
    }

    private static string KeysOf(OktaIssuers issuers) => $"{issuers.Org}/{OrgPaths.Keys}";
}
