namespace Okta.Logout;

/// <summary>Why a token is not accepted: an id of docs/errors.md and one line of English. Never anything of the token itself.</summary>
internal sealed record TokenRefusal(string Id, string Reason)
{
    public static readonly TokenRefusal TooLong = new("OL8001", "The token is too long.");
    public static readonly TokenRefusal Encrypted = new("OL8002", "The token is encrypted, which was not agreed upon.");
    public static readonly TokenRefusal NotCompact = new("OL8003", "The token is not a signed JWT in compact form, in strict base64url.");
    public static readonly TokenRefusal NotJson = new("OL8004", "Header and payload have to be JSON objects in UTF-8.");
    public static readonly TokenRefusal DuplicateMember = new("OL8005", "A JSON object of the token has a member twice.");
    public static readonly TokenRefusal CriticalHeader = new("OL8006", "The header has crit or b64.");
    public static readonly TokenRefusal WrongAlgorithm = new("OL8007", "The algorithm is not the registered one.");
    public static readonly TokenRefusal WrongType = new("OL8008", "The typ is not that of this type of token.");
    public static readonly TokenRefusal WrongKeyId = new("OL8009", "The kid is not a text.");
    public static readonly TokenRefusal UnknownIssuer = new("OL8010", "The issuer is not known here.");
    public static readonly TokenRefusal UnknownKey = new("OL8011", "The issuer has no fitting key with this kid.");
    public static readonly TokenRefusal WrongSignature = new("OL8012", "The signature does not verify.");
    public static readonly TokenRefusal WrongLifetime = new("OL8013", "The token is expired, not valid yet, or says neither properly.");
    public static readonly TokenRefusal WrongAudience = new("OL8014", "The audience is not this client alone.");
    public static readonly TokenRefusal WrongAuthorizedParty = new("OL8015", "The azp is another client.");
    public static readonly TokenRefusal WrongIssuedAt = new("OL8016", "The iat is missing, too old or in the future.");
    public static readonly TokenRefusal WrongTokenId = new("OL8017", "The jti is missing or unusable.");
    public static readonly TokenRefusal WrongSubject = new("OL8018", "The subject is missing or unusable.");
    public static readonly TokenRefusal WrongSessionId = new("OL8019", "The sid is missing or unusable.");
    public static readonly TokenRefusal WrongEvents = new("OL8020", "The events are not those of this type of token.");
    public static readonly TokenRefusal HasNonce = new("OL8021", "The token has a nonce, as ID tokens have.");
    public static readonly TokenRefusal Replayed = new("OL8022", "The token was used before.");
}
