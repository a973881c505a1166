using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The users of an app on ASP.NET Core Identity.</summary>
internal sealed class IdentityUsers(DbContextOptions<IdentityUsers> options) : IdentityDbContext(options);
