namespace Okta.Logout.Interoperation.Tests;

/// <summary>A session at the provider: all sign-ins while it lasts are part of it.</summary>
internal sealed record ProviderSession(string Subject, string Sid)
{
    private static int _number;

    public static ProviderSession Of(string subject) => new(subject, $"session-{Interlocked.Increment(ref _number)}-{OddCharacters.NextFive()}");
}
