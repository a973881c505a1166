using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary>One endpoint of <c>MapOktaLogout</c>: those that are registered are mapped, so that an opt-in is one registration.</summary>
internal interface IOktaLogoutEndpoint
{
    void Map(IEndpointRouteBuilder group);
}
