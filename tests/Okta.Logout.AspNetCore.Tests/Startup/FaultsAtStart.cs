using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One fault of the set-up is one error, which names the option, however many parts of the library need it.</summary>
public sealed class FaultsAtStart
{
    private const string EventsUrl = "https://app.example.com/signout/events";

    public static TheoryData<string, Action<IServiceCollection>> Channels => new()
    {
        { "none", services => services.AddOktaLogout() },
        { "all", StartUpMessages.AddAllChannels },
        { "shared signals", services => services.AddOktaLogout().AddSharedSignals(EventsUrl) },
    };

    [Theory, MemberData(nameof(Channels))]
    public async Task A_missing_client_id_is_our_error(string channels, Action<IServiceCollection> add)
    {
        var error = await ErrorAsync(new() { AddOktaLogout = add, OpenIdConnect = options => options.ClientId = null });

        ShouldBeOne(error, "OL1003", channels);
        error.Should().Contain("ClientId").And.Contain("'OpenIdConnect'");
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task A_missing_authority_is_our_error(string channels, Action<IServiceCollection> add)
    {
        var error = await ErrorAsync(new() { AddOktaLogout = add, OpenIdConnect = options => options.Authority = null });

        ShouldBeOne(error, "OL1001", channels);
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task A_wrong_issuer_is_reported_once(string channels, Action<IServiceCollection> add)
    {
        var error = await ErrorAsync(new()
        {
            AddOktaLogout = add,
            Services = services => services.ConfigureAll<OktaLogoutOptions>(options => options.Issuer = "http://example.okta.com"),
        });

        ShouldBeOne(error, "OL1008", channels);
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task A_wrong_option_of_the_web_package_is_reported_once(string channels, Action<IServiceCollection> add)
    {
        var error = await ErrorAsync(new()
        {
            AddOktaLogout = add,
            Services = services => services.Configure<OktaLogoutWebOptions>(options => options.SignedOutPath = "x"),
        });

        ShouldBeOne(error, "OL6013", channels);
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task A_fault_of_all_schemes_is_reported_once(string channels, Action<IServiceCollection> add)
    {
        var error = await ErrorAsync(new()
        {
            AddOktaLogout = add,
            Authentication = (authentication, _) => authentication.AddCookie()
                .AddOpenIdConnect("One", options => SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/one"))
                .AddOpenIdConnect("Two", options => SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/two")),
            Services = services => services.PostConfigureAll<OpenIdConnectOptions>(options => options.ClientId = ""),
        });

        ShouldBeOne(error, "OL1003", channels);
    }

    [Fact]
    public async Task Validators_that_need_the_schemes_do_not_log_what_the_start_up_check_reports()
    {
        var logs = new LogsOfStart();
        var start = () => new SomeApp
        {
            AddOktaLogout = StartUpMessages.AddAllChannels,
            Services = services =>
            {
                services.ConfigureAll<OktaLogoutOptions>(options => options.Issuer = "http://example.okta.com");
                services.AddSingleton<ILoggerProvider>(logs);
            },
        }.StartAsync();

        await start.Should().ThrowAsync<OptionsValidationException>();

        logs.Lines.Should().NotContain(line => line.Contains("OL6023", StringComparison.Ordinal));
    }

    private static void ShouldBeOne(string error, string id, string channels) =>
        Regex.Count(error, id).Should().Be(1, "{0}: {1}", channels, error);

    private static async Task<string> ErrorAsync(SomeApp some)
    {
        try
        {
            await using var app = await some.StartAsync();
            return "";
        }
        catch (Exception exception)
        {
            return exception is AggregateException several ? string.Join('\n', several.InnerExceptions.Select(inner => inner.Message)) : exception.Message;
        }
    }

    private sealed class LogsOfStart : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
