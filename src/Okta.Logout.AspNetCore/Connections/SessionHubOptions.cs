using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Adds the filter to every hub of an app that has some.</summary>
internal sealed class SessionHubOptions(SessionHubFilter filter) : IConfigureOptions<HubOptions>
{
    public void Configure(HubOptions options) => options.AddFilter(filter);
}
