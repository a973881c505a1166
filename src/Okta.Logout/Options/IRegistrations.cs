namespace Okta.Logout;

/// <summary>Lists the registrations that can be used now: in ASP.NET Core, the OpenID Connect schemes that take part.</summary>
internal interface IRegistrations
{
    /// <summary>Returns the current registrations. Those whose options are not valid are left out.</summary>
    /// <param name="isAtStart">Whether the host is starting. Then invalid options are not logged, because other checks report them.</param>
    ValueTask<IReadOnlyList<Registration>> AllAsync(bool isAtStart = false);
}
