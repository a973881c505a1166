namespace Okta.Logout.AspNetCore;

/// <summary>Marks an endpoint whose address an administrator enters somewhere.</summary>
/// <param name="Field">The field in the Admin Console.</param>
/// <param name="Url">The address, if the app has configured all of it.</param>
internal sealed record AddressToRegister(string Field, string? Url = null);
