using Microsoft.AspNetCore.DataProtection;

[assembly: HostingStartup(typeof(Demo.OwnKeys))]

namespace Demo;

/// <summary>
/// Gives each app keys of its own that are gone when the demo ends. With the usual keys in the user's profile, an app could read the cookies of another one, and
/// cookies of an earlier run would hold ID tokens that Okta no longer knows.
/// </summary>
internal sealed class OwnKeys : IHostingStartup
{
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices((context, services) =>
    {
        // Part of the names of antiforgery cookies, because browsers share cookies between ports.
        services.AddDataProtection().SetApplicationName($"{context.Configuration["Okta:ClientId"]}.{Environment.ProcessId}");
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
    });
}
