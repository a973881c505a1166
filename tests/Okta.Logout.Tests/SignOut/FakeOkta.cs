using System.Collections.Concurrent;
using System.Net;

namespace Okta.Logout.Tests;

/// <summary>An authorization server with discovery and revocation; it fails on a request that no one expected.</summary>
internal sealed class FakeOkta : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> _journal;

    public FakeOkta(ConcurrentQueue<string>? journal = null) => _journal = journal ?? new();

    public Func<CancellationToken, Task<HttpResponseMessage>> OnDiscovery { get; set; } = _ => Task.FromResult(Some.MetadataAnswer());

    public Func<string, CancellationToken, Task<HttpResponseMessage>> OnRevocation { get; set; } =
        (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

    /// <summary>The issuers that were asked for, and the types of token that were sent.</summary>
    public IEnumerable<string> Requests => _journal.Where(entry => entry.StartsWith("okta ", StringComparison.Ordinal));

    public void IsDown()
    {
        OnDiscovery = _ => throw new HttpRequestException("secret-of-the-network");
        OnRevocation = (_, _) => throw new HttpRequestException("secret-of-the-network");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.AbsoluteUri;
        if (address.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal))
        {
            _journal.Enqueue("okta discovery");
            return await OnDiscovery(cancellationToken);
        }

        address.Should().Be(The.RevocationEndpoint, "no other request is expected");
        var form = await request.Content!.ReadAsStringAsync(cancellationToken);
        var type = form.Split('&').Single(field => field.StartsWith("token_type_hint=", StringComparison.Ordinal)).Split('=')[1];
        _journal.Enqueue("okta revokes " + type);
        return await OnRevocation(type, cancellationToken);
    }
}
