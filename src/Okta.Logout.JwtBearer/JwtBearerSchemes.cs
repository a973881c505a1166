using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Okta.Logout.AspNetCore;

namespace Okta.Logout.JwtBearer;

/// <summary>The schemes of the JwtBearer handler that are protected at this moment. An app may add and remove schemes while it runs.</summary>
internal sealed class JwtBearerSchemes(IAuthenticationSchemeProvider provider, IEnumerable<ProtectedScheme> asked) : IAccessTokenSchemes
{
    private readonly HashSet<string?> _asked = [.. asked.Select(scheme => scheme.Name)];

    public IEnumerable<string> Named => _asked.OfType<string>();

    // The provider of ASP.NET Core completes synchronously.
    public IReadOnlyList<string> GetSchemes() =>
        [.. provider.GetAllSchemesAsync().GetAwaiter().GetResult().Where(scheme => IsJwtBearer(scheme) && IsProtected(scheme.Name)).Select(scheme => scheme.Name)];

    /// <summary>Whether a scheme of this name is protected, even if the app has not added it yet.</summary>
    public bool IsProtected(string scheme) => _asked.Contains(null) || _asked.Contains(scheme);

    private static bool IsJwtBearer(AuthenticationScheme scheme) => scheme.HandlerType.IsAssignableTo(typeof(JwtBearerHandler));
}
