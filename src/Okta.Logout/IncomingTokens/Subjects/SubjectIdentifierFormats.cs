namespace Okta.Logout;

/// <summary>The formats of RFC 9493 by which sessions can be found.</summary>
internal static class SubjectIdentifierFormats
{
    public const string Email = "email";
    public const string IssuerAndSubject = "iss_sub";
    public const string Opaque = "opaque";
    public const string Aliases = "aliases";

    public static bool IsKnown(string format) => format is Email or IssuerAndSubject or Opaque or Aliases;
}
