using Microsoft.Extensions.Options;

namespace Okta.Logout.Tests;

/// <summary>Without dependency injection, both clients refuse the same, in the same way.</summary>
public class ConstructorsOfClients
{
    private static readonly HttpClient HttpClient = new(new FakeOkta());

    private static readonly Func<OktaLogoutOptions?, HttpClient?, object>[] Constructors =
    [
        (options, httpClient) => new OktaDiscoveryClient(options!, httpClient!),
        (options, httpClient) => new TokenRevocationClient(options!, new KnownEndpoints(), httpClient!),
    ];

    public static TheoryData<string, Action<OktaLogoutOptions>> Mistakes => new()
    {
        { "OL1001", options => options.Issuer = null },
        { "OL1003", options => options.ClientId = null },
        { "OL1013", options => (options.ClientAuthenticationMethod, options.ClientSecret) = (ClientAuthenticationMethod.ClientSecretPost, null) },
        { "OL1018", options => options.RemoteTimeout = TimeSpan.Zero },
        { "OL1018", options => options.MetadataTimeout = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void Options_that_are_not_valid_are_refused(string id, Action<OktaLogoutOptions> mistake)
    {
        var options = Some.Options();
        mistake(options);

        Constructors.Should().AllSatisfy(constructor =>
            constructor.Invoking(create => create(options, HttpClient)).Should().Throw<OptionsValidationException>().WithMessage(id + ":*"));
    }

    [Fact]
    public void Null_is_refused()
    {
        Constructors.Should().AllSatisfy(constructor =>
        {
            constructor.Invoking(create => create(null, HttpClient)).Should().Throw<ArgumentNullException>().WithParameterName("options");
            constructor.Invoking(create => create(Some.Options(), null)).Should().Throw<ArgumentNullException>().WithParameterName("httpClient");
        });
        FluentActions.Invoking(() => new TokenRevocationClient(Some.Options(), null!, HttpClient)).Should().Throw<ArgumentNullException>().WithParameterName("discovery");
    }

    [Fact]
    public void Valid_options_are_accepted() => Constructors.Should().AllSatisfy(constructor => constructor(Some.Options(), HttpClient).Should().NotBeNull());
}
