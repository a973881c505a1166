using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Tests;

/// <summary>Tokens with faults that are found before any claim is read.</summary>
internal static class JoseCases
{
    private const string Form = "OL8003";
    private const string Json = "OL8004";
    private const string Duplicate = "OL8005";
    private const string Critical = "OL8006";
    private const string Algorithm = "OL8007";
    private const string Type = "OL8008";
    private const string UnknownKey = "OL8011";
    private const string Signature = "OL8012";

    public static IEnumerable<LogoutTokenCase> All =>
        [.. Forms, .. Encodings, .. Documents, .. Algorithms, .. Signatures, .. Keys, .. Types, .. Others];

    private static IEnumerable<LogoutTokenCase> Forms =>
    [
        .. new[] { "not-a-jwt", "a.b", "a.b.c.d", "...", "..", "a.b.c.d.e.f", ".b.c", "a..c", "a.b." }
            .Select(text => new LogoutTokenCase($"text {text}", Form, () => text)),
        new("too long", "OL8001", () => SomeLogoutToken.WithClaim("ignored_claim", new string('x', 32 * 1024))),
        new("five parts", "OL8002", () => "eyJhbGciOiJkaXIifQ.AA.AA.AA.AA"),
        new("a bomb", "OL8002", () => Jwe("""{"alg":"PBES2-HS256+A128KW","enc":"A128CBC-HS256","zip":"DEF","p2c":1000000000,"p2s":"AA"}""")),
        new("another iss", "OL8002", () => Jwe($$"""{"alg":"RSA-OAEP","enc":"A256GCM","iss":"https://other.example.com"}""")),
        new("trailing bytes", Form, () => SomeLogoutToken.Valid() + " x"),
        new("Bearer", Form, () => "Bearer " + SomeLogoutToken.Valid()),
        new("a fourth part", Form, () => SomeLogoutToken.Valid() + ".AA"),
    ];

    private static IEnumerable<LogoutTokenCase> Encodings =>
    [
        .. new[] { "=", "==", "+", "/", "\n", " ", "\t", "%3D", "\0", "é", "AAA" }
            .Select(text => new LogoutTokenCase($"signature and {Uri.EscapeDataString(text)}", Form, () => SomeLogoutToken.Valid() + text)),
        new("a byte more of signature", Signature, () => SomeLogoutToken.Valid() + "A"),
        new("newline in the payload", Form, () => SomeLogoutToken.Valid().Insert(200, "\n")),
        new("trailing bits", Form, () => SomeLogoutToken.Valid() is var token && token[^1] is 'A' or 'Q' or 'g' or 'w' ? token[..^1] + (char)(token[^1] + 1) : ""),
    ];

    private static IEnumerable<LogoutTokenCase> Documents =>
    [
        .. new[] { "", "x", "[]", "null", "\"text\"", "{}x", "{\"alg\":\"RS256\",}", "{\"alg\":\"RS256\"/**/}", "\uFEFF{\"alg\":\"RS256\"}" }
            .Select(text => new LogoutTokenCase($"header {Uri.EscapeDataString(text)}", text.Length == 0 ? Form : Json, () => SomeLogoutToken.WithRawHeader(text))),
        .. new[] { "x", "[]", "[1]", "null", "1", "{} {}", "{{0},}", "\uFEFF{{0}}" }
            .Select(text => new LogoutTokenCase($"payload {Uri.EscapeDataString(text)}", Json, () => SomeLogoutToken.WithPayload(text))),
        new("UTF-16", Json, () => new SomeLogoutToken { RawPayload = Encoding.Unicode.GetBytes("{}") }.Build()),
        new("invalid UTF-8", Json, () => new SomeLogoutToken { RawPayload = [.. "{\"iss\":\""u8, 0xC0, 0x80, .. "\"}"u8] }.Build()),
        new("half a surrogate pair as name", Json, () => SomeLogoutToken.WithPayload("""{{0},"\ud800":1}""")),
        new("deep", Json, () => SomeLogoutToken.WithPayload("{{0},\"x\":" + new string('[', 2000) + new string(']', 2000) + "}")),
        new("alg twice", Duplicate, () => SomeLogoutToken.WithRawHeader("""{"alg":"none","alg":"RS256","kid":"rsa-1"}""")),
    ];

    private static IEnumerable<LogoutTokenCase> Algorithms =>
    [
        .. new[] { "none", "None", "NONE", "nOnE" }.SelectMany(none => new LogoutTokenCase[]
        {
            new($"alg {none} with a signature", Algorithm, () => SomeLogoutToken.WithHeader("alg", none)),
            new($"alg {none} without a signature", Form, () => new SomeLogoutToken { Header = { ["alg"] = none }, Signature = _ => [] }.Build()),
        }),
        new("alg missing", Algorithm, () => SomeLogoutToken.WithoutHeader("alg")),
        .. new object?[] { "", 1, null, new[] { "RS256" }, new { } }
            .Select((value, i) => new LogoutTokenCase($"alg of another kind {i}", Algorithm, () => SomeLogoutToken.WithHeader("alg", value))),
        new("alg rs256", Algorithm, () => SomeLogoutToken.WithHeader("alg", "rs256")),
        .. PublicKeyTexts().Select((secret, i) => new LogoutTokenCase($"public key as secret {i}", Algorithm, () =>
            new SomeLogoutToken { Header = { ["alg"] = "HS256" }, Signature = SomeLogoutToken.SignBy(secret) }.Build())),
        new("HS256 with the client secret", Algorithm, () => SomeLogoutToken.WithHeader("alg", "HS256")),
        new("ES256 with a valid key", Algorithm, () => new SomeLogoutToken { Header = { ["alg"] = "ES256", ["kid"] = ProviderKeys.EcId } }.Build()),
        .. new[] { "PS256", "RS384", "RS512", "EdDSA", "ES256K" }
            .Select(algorithm => new LogoutTokenCase($"alg {algorithm}", Algorithm, () => SomeLogoutToken.WithHeader("alg", algorithm))),
    ];

    private static IEnumerable<LogoutTokenCase> Signatures =>
    [
        new("empty signature", Form, () => new SomeLogoutToken { Signature = _ => [] }.Build()),
        new("one flipped bit", Signature, () => new SomeLogoutToken { Signature = text => Flipped(SomeLogoutToken.SignBy(ProviderKeys.Rsa)(text)) }.Build()),
        new("one flipped bit of a claim", Signature, () => new SomeLogoutToken { Signature = text => SomeLogoutToken.SignBy(ProviderKeys.Rsa)(Flipped(text)) }.Build()),
        new("signature of another token", Signature, () => $"{Before(SomeLogoutToken.Valid())}{SomeLogoutToken.Valid().Split('.')[2]}"),
        new("short signature", Signature, () => new SomeLogoutToken { Signature = _ => [1, 2, 3] }.Build()),
        new("an attacker's key with the same kid", Signature, () => new SomeLogoutToken { Signature = SomeLogoutToken.SignBy(ProviderKeys.AttackerRsa) }.Build()),
        new("embedded jwk", Signature, () => new SomeLogoutToken
        {
            Header = { ["jwk"] = ProviderKeys.OfRsa(ProviderKeys.AttackerRsa, ProviderKeys.RsaId) },
            Signature = SomeLogoutToken.SignBy(ProviderKeys.AttackerRsa),
        }.Build()),
        new("embedded x5c", Signature, () => new SomeLogoutToken { Header = { ["x5c"] = new[] { "MIIB" } }, Signature = SomeLogoutToken.SignBy(ProviderKeys.AttackerRsa) }.Build()),
        .. new[] { "jku", "x5u" }.SelectMany(member => new[] { "https://evil.example.com/keys", "http://169.254.169.254/" }.Select(url =>
            new LogoutTokenCase($"{member} {url}", Signature, () =>
                new SomeLogoutToken { Header = { [member] = url }, Signature = SomeLogoutToken.SignBy(ProviderKeys.AttackerRsa) }.Build()))),
    ];

    private static IEnumerable<LogoutTokenCase> Keys =>
    [
        new("unknown kid", UnknownKey, () => SomeLogoutToken.WithHeader("kid", "unknown")),
        new("kid of a key of another type", UnknownKey, () => SomeLogoutToken.WithHeader("kid", ProviderKeys.EcId)),
        new("kid in another case", UnknownKey, () => SomeLogoutToken.WithHeader("kid", "RSA-1")),
        .. new object?[] { 1, null, "", new[] { "rsa-1" } }
            .Select((value, i) => new LogoutTokenCase($"kid of another kind {i}", "OL8009", () => SomeLogoutToken.WithHeader("kid", value))),
        new("no kid", null, () => SomeLogoutToken.WithoutHeader("kid")),
        new("no kid, an attacker's key", Signature, () =>
        {
            var token = new SomeLogoutToken { Signature = SomeLogoutToken.SignBy(ProviderKeys.AttackerRsa) };
            token.Header.Remove("kid");
            return token.Build();
        }),
    ];

    private static IEnumerable<LogoutTokenCase> Types =>
    [
        new("typ absent", null, SomeLogoutToken.Valid),
        .. new[] { "logout+jwt", "application/logout+jwt", "LOGOUT+JWT", "Application/Logout+JWT" }
            .Select(type => new LogoutTokenCase($"typ {type}", null, () => SomeLogoutToken.WithHeader("typ", type))),
        .. new object?[] { "at+jwt", "secevent+jwt", "dpop+jwt", "global-token-revocation+jwt", "entity-statement+jwt", "logout+jwt ", "", null, 1 }
            .Select(type => new LogoutTokenCase($"typ {type ?? "null"}", Type, () => SomeLogoutToken.WithHeader("typ", type))),
        new("JWT in strict mode", Type, () => SomeLogoutToken.WithHeader("typ", "JWT")),
    ];

    private static IEnumerable<LogoutTokenCase> Others =>
    [
        new("crit", Critical, () => SomeLogoutToken.WithHeader("crit", new[] { "foo" })),
        new("crit, empty", Critical, () => SomeLogoutToken.WithHeader("crit", Array.Empty<string>())),
        new("b64", Critical, () => SomeLogoutToken.WithHeader("b64", false)),
        new("unknown header", null, () => SomeLogoutToken.WithHeader("unknown", new { a = 1 })),
    ];

    private static string Before(string token) => token[..(token.LastIndexOf('.') + 1)];

    private static byte[] Flipped(byte[] bytes)
    {
        bytes[bytes.Length / 2] ^= 1;
        return bytes;
    }

    private static string Jwe(string header) => Base64UrlEncoder.Encode(header) + ".AA.AA.AA.AA";

    private static IEnumerable<byte[]> PublicKeyTexts() =>
    [
        Encoding.ASCII.GetBytes(ProviderKeys.Rsa.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(ProviderKeys.Rsa.ExportRSAPublicKeyPem()),
        ProviderKeys.Rsa.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(ProviderKeys.Set(ProviderKeys.RsaJwk)),
        ProviderKeys.Rsa.ExportParameters(includePrivateParameters: false).Modulus!,
    ];
}
