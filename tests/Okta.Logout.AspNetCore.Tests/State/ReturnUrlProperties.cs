using CsCheck;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class ReturnUrlProperties
{
    private const string Allowed = "https://spa.example.com";

    private static readonly ReturnUrlPolicy Policy = new(Options.Create(new OktaLogoutWebOptions { AllowedOrigins = { Allowed } }));

    // Pieces from which open redirects are made, and any characters at all between them.
    private static readonly Gen<string> Piece = Gen.Frequency(
        (8, Gen.OneOf(
            "/", "//", "\\", "~", ".", "..", "@", ":", "?", "#", "%", "%2f", "%5C", "%2e", "%00", "%0d", "%0a", "%09", "%25", "\t", "\n", "\r", "\0", " ", "\u00a0",
            "https:", "http:", "javascript:", "evil.com", "spa.example.com", Allowed, ".evil.com", ":443", "\u3002", "\uff0f", "\u2044", "\u560a", "\ud800", "\u202e", "a")),
        (1, Gen.String[0, 4]));

    private static readonly Gen<string> Urls = Piece.Array[0, 12].Select(string.Concat);

    [Fact]
    public void No_return_url_leaves_the_app_but_for_an_allowed_origin() => Urls.Sample(
        url =>
        {
            if (Policy.Accept(url, "/base") is not { } location)
                return true;
            var host = BrowserUrl.LeavesFor(location);
            return (host is null && location[0] == '/') || host == Allowed;
        },
        iter: 100_000);

    [Fact]
    public void Every_accepted_return_url_fits_into_a_header() => Urls.Sample(
        url => Policy.Accept(url, "/base") is not { } location || location.All(c => c is > ' ' and <= '~'),
        iter: 100_000);

    [Fact]
    public void Judging_twice_changes_nothing() => Urls.Sample(
        url => Policy.Accept(url, "/base") is not { } location || Policy.Accept(location, "/base") == location,
        iter: 100_000);

    [Fact]
    public void A_plain_path_is_always_accepted() => Gen.Char.AlphaNumeric.Array[1, 8].Select(c => new string(c)).Array[1, 5].Sample(
        segments =>
        {
            var path = "/" + string.Join('/', segments);
            return Policy.Accept(path, "") == path;
        });
}
