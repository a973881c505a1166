using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Puts the recording of sessions behind the OpenID Connect events that the app configured.</summary>
internal sealed class ConfigureSessionRecording(IOptions<OktaLogoutWebOptions> webOptions) : IPostConfigureOptions<OpenIdConnectOptions>
{
    public void PostConfigure(string? name, OpenIdConnectOptions options)
    {
        options.Events = new SessionRecordingEvents(options.Events, options.EventsType, webOptions.Value.KeepIdToken);
        options.EventsType = null;
    }
}
