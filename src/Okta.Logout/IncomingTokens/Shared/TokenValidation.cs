using System.Diagnostics.CodeAnalysis;

namespace Okta.Logout;

/// <summary>The result of a validator: the token's content, or why it is refused.</summary>
internal sealed class TokenValidation<T>
    where T : class
{
    private TokenValidation(T? token, TokenRefusal? refusal)
    {
        Token = token;
        Refusal = refusal;
    }

    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Token is not null;

    public T? Token { get; }

    public TokenRefusal? Refusal { get; }

    public static implicit operator TokenValidation<T>(T token) => new(token, null);

    public static implicit operator TokenValidation<T>(TokenRefusal refusal) => new(null, refusal);
}
