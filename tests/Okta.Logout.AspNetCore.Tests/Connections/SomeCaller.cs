using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A connection of a hub, seen from its server.</summary>
internal sealed class SomeCaller(ClaimsPrincipal user) : HubCallerContext
{
    private volatile bool _isAborted;

    public bool IsAborted => _isAborted;

    public override string ConnectionId => "connection";

    public override string? UserIdentifier => null;

    public override ClaimsPrincipal? User => user;

    public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override CancellationToken ConnectionAborted => CancellationToken.None;

    public override void Abort() => _isAborted = true;
}
