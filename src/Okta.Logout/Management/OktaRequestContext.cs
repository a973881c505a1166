namespace Okta.Logout;

/// <summary>A request to an API of Okta that needs a token.</summary>
public sealed class OktaRequestContext
{
    internal OktaRequestContext(HttpRequestMessage request, string? dpopNonce)
    {
        Request = request;
        DPoPNonce = dpopNonce;
    }

    /// <summary>Gets the request. Set its <c>Authorization</c> header, and for a token bound to a key its <c>DPoP</c> header (RFC 9449).</summary>
    public HttpRequestMessage Request { get; }

    /// <summary>Gets the nonce that Okta asks for in the proof of possession (RFC 9449, section 9).</summary>
    /// <value><see langword="null"/> at the first attempt.</value>
    public string? DPoPNonce { get; }
}
