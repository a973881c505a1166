namespace Okta.Logout;

/// <summary>A name under which a host has added options.</summary>
internal sealed record RegistrationName(string Value);
