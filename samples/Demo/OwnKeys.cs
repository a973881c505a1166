using LocalOkta;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

[assembly: HostingStartup(typeof(Demo.OwnKeys))]

namespace Demo;

/// <summary>
/// Gives each app keys of its own that die with the demo; hosts look for this attribute in the assembly that the process started with. With the usual
/// keys in the user's profile, either app could read the other's cookies, and cookies of an earlier run would hold ID tokens that Okta no longer knows.
/// </summary>
internal sealed class OwnKeys : IHostingStartup
{
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices((context, services) => services
        .AddDataProtection()
        // Part of the names of antiforgery cookies, which browsers share between ports.
        .SetApplicationName($"{context.Configuration["Okta:ClientId"]}.{Environment.ProcessId}")
        .AddKeyManagementOptions(options =>
        {
            options.XmlRepository = new MemoryKeys();
            options.XmlEncryptor = new NullXmlEncryptor();
        }));
}
