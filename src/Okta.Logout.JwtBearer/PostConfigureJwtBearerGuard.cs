using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Okta.Logout.JwtBearer;

/// <summary>Guards the options of schemes even if the app has an options monitor of its own.</summary>
internal sealed class PostConfigureJwtBearerGuard(GuardedJwtBearerOptions guarded) : IPostConfigureOptions<JwtBearerOptions>
{
    public void PostConfigure(string? name, JwtBearerOptions options) => guarded.Guard(name ?? Options.DefaultName, options);
}
