namespace Okta.Logout.AspNetCore;

/// <summary>Marks an endpoint whose address an administrator enters somewhere.</summary>
/// <param name="Field">Where.</param>
/// <param name="Url">The address, where the app was told the whole of it.</param>
internal sealed record AddressToRegister(string Field, string? Url = null);
