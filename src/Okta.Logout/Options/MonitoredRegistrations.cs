using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>The named options of a host without ASP.NET Core.</summary>
internal sealed class MonitoredRegistrations(IOptionsMonitor<OktaLogoutOptions> options) : IRegistrationSource
{
    public OktaLogoutOptions Get(string name) => options.Get(name);
}
