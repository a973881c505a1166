using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

public class KeysOfApps
{
    [Fact]
    public async Task The_key_that_a_host_creates_when_it_starts_is_not_written_to_the_disk()
    {
        await using var app = await new SomeApp().StartAsync();

        app.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository
            .Should().BeOfType<KeysInMemory>().Which.GetAllElements().Should().ContainSingle();
    }
}
