using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Which stores of the revocation list an app may ask for together.</summary>
public sealed class StoresOfOneApp
{
    private readonly OktaLogoutBuilder _logout = new ServiceCollection().AddOktaLogout();

    [Fact]
    public void A_cache_and_then_a_log_are_two_kinds() =>
        _logout.UseDistributedCache().Invoking(logout => logout.UseRedis("localhost")).Should().Throw<InvalidOperationException>().WithMessage("OL9005:*");

    [Fact]
    public void A_log_and_then_a_cache_are_two_kinds() =>
        _logout.UseRedis("localhost").Invoking(logout => logout.UseDistributedCache()).Should().Throw<InvalidOperationException>().WithMessage("OL9005:*");

    [Fact]
    public void A_log_that_is_added_twice_is_one()
    {
        Func<IServiceProvider, IRevocationLog> create = _ => new LogInMemory().Connect();

        _logout.UseRevocationLog(create).UseRevocationLog(create);

        using var services = _logout.Services.BuildServiceProvider();
        services.GetRequiredService<IRevocationLog>().Should().NotBeOfType<MirroredRevocationLog>();
    }

    [Fact]
    public void Two_logs_are_written_and_read_together()
    {
        _logout.UseRevocationLog(_ => new LogInMemory().Connect()).UseRevocationLog(_ => new LogInMemory().Connect());

        using var services = _logout.Services.BuildServiceProvider();
        services.GetRequiredService<IRevocationLog>().Should().BeOfType<MirroredRevocationLog>();
    }
}
