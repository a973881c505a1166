using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>With long polling, each poll brings the user of the cookie that the browser has then.</summary>
public sealed class UsersOfHubConnections
{
    [Fact]
    public void A_cookie_that_was_renewed_brings_the_same_user()
    {
        using var connection = Connection(User(The.Subject));

        connection.Allows(User(The.Subject)).Should().BeTrue();
    }

    [Theory]
    [InlineData("00u-other")]
    [InlineData(null)]
    public void Another_user_or_nobody_may_not_go_on_with_the_connection(string? subject)
    {
        using var connection = Connection(User(The.Subject));

        connection.Allows(User(subject)).Should().BeFalse();
    }

    private static HubConnectionSession Connection(ClaimsPrincipal user) => new(
        new SomeCaller(user), new RequestSession("Cookies", new AuthenticationProperties(), user, new(new() { TicketId = The.TicketId, Issuer = The.Issuer, Subject = The.Subject })),
        new([]));

    private static ClaimsPrincipal User(string? subject) => new(subject is null ? new ClaimsIdentity() : new ClaimsIdentity([new("sub", subject)], "Cookies"));
}
