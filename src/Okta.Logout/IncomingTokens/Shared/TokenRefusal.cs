namespace Okta.Logout;

/// <summary>Why a token is not accepted: an id of docs/errors.md and one line of text, which has nothing from the token itself.</summary>
internal sealed record TokenRefusal(string Id, string Reason)
{
    public static readonly TokenRefusal TooLong = new("OL8001", "The token is too long.");
    public static readonly TokenRefusal Encrypted = new("OL8002", "The token is encrypted, which is not supported.");
    public static readonly TokenRefusal NotCompact = new("OL8003", "The token is not a signed JWT in compact form: three parts in base64url without padding.");
    public static readonly TokenRefusal NotJson = new("OL8004", "The header or the payload is not a JSON object in UTF-8.");
    public static readonly TokenRefusal DuplicateMember = new("OL8005", "A JSON object of the token has a member twice.");
    public static readonly TokenRefusal CriticalHeader = new("OL8006", "The header has crit or b64, which are not supported.");
    public static readonly TokenRefusal WrongAlgorithm = new("OL8007", "The alg is not the configured one.");
    public static readonly TokenRefusal WrongType = new("OL8008", "The typ is not that of this type of token.");
    public static readonly TokenRefusal WrongKeyId = new("OL8009", "The kid is not a string.");
    public static readonly TokenRefusal UnknownIssuer = new("OL8010", "The iss is missing, or is not an issuer of this app.");
    public static readonly TokenRefusal UnknownKey = new("OL8011", "The issuer has no key with this kid that fits the alg.");
    public static readonly TokenRefusal WrongSignature = new("OL8012", "The signature does not verify.");
    public static readonly TokenRefusal WrongLifetime = new("OL8013", "The token is expired or not valid yet, or its times are missing or invalid.");
    public static readonly TokenRefusal WrongAudience = new("OL8014", "The aud does not name this client, or names others too.");
    public static readonly TokenRefusal WrongAuthorizedParty = new("OL8015", "The azp is another client.");
    public static readonly TokenRefusal WrongIssuedAt = new("OL8016", "The iat is missing, too old or in the future.");
    public static readonly TokenRefusal WrongTokenId = new("OL8017", "The jti is missing or invalid.");
    public static readonly TokenRefusal WrongSubject = new("OL8018", "The sub is missing or invalid.");
    public static readonly TokenRefusal WrongSessionId = new("OL8019", "The sid is missing or invalid.");
    public static readonly TokenRefusal WrongEvents = new("OL8020", "The events are not those of this type of token.");
    public static readonly TokenRefusal HasNonce = new("OL8021", "The token has a nonce, as ID tokens have.");
    public static readonly TokenRefusal Replayed = new("OL8022", "The token was used before.");

    public static TokenRefusal Of(CompactJwsFault fault) => fault switch
    {
        CompactJwsFault.TooLong => TooLong,
        CompactJwsFault.Encrypted => Encrypted,
        CompactJwsFault.NotJson => NotJson,
        CompactJwsFault.DuplicateMember => DuplicateMember,
        _ => NotCompact,
    };
}
