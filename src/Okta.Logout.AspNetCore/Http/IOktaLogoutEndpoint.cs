using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary>An endpoint of <c>MapOktaLogout</c>. All registered endpoints are mapped, so that an opt-in is one registration.</summary>
internal interface IOktaLogoutEndpoint
{
    void Map(IEndpointRouteBuilder group);
}
