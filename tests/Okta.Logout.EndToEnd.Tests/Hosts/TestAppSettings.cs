using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Okta.Logout.AspNetCore;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>What differs from an ordinary app.</summary>
public sealed class TestAppSettings
{
    /// <summary>A host whose pages browsers trust no more than any other on plain http: they send it no fetch metadata.</summary>
    public const string Intranet = "portal.intranet";

    /// <summary>The name by which the browser finds the app on this machine.</summary>
    public string HostName { get; init; } = "127.0.0.1";

    /// <summary>The certificate of an app on https.</summary>
    public LoopbackCertificate? Certificate { get; init; }

    public Action<OktaLogoutWebOptions> Web { get; init; } = _ => { };

    public Action<CookieAuthenticationOptions> Cookie { get; init; } = _ => { };

    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Adds middleware before everything else.</summary>
    public Action<WebApplication> First { get; init; } = _ => { };

    public Action<WebApplication> Endpoints { get; init; } = _ => { };
}
