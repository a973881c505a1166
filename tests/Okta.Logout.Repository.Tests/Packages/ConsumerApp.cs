namespace Okta.Logout.Repository.Tests;

/// <summary>An app from the .NET template that installs the packages, outside of this repository.</summary>
internal sealed class ConsumerApp(PackedPackages packages, bool hasDatabase = false) : IDisposable
{
    // What an app has that was created when .NET 10 came out, and was not updated since.
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
            <RestoreAdditionalProjectSources>$(PackedPackages)</RestoreAdditionalProjectSources>
            <!-- Our packages have one version while they are developed: they must not stay in the cache of the machine. -->
            <RestorePackagesPath Condition="'$(WithLibrary)' == 'true'">$(MSBuildThisFileDirectory)packages</RestorePackagesPath>
            <RestoreFallbackFolders Condition="'$(WithLibrary)' == 'true'">$(MachinePackages)</RestoreFallbackFolders>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.AspNetCore.Authentication.OpenIdConnect" Version="10.0.0" />
            <PackageReference Include="Microsoft.IdentityModel.Protocols.OpenIdConnect" Version="8.0.1" />
            <PackageReference Include="Okta.Logout.AspNetCore" Version="*" Condition="'$(WithLibrary)' == 'true'" />
            <!-- more -->
          </ItemGroup>
        </Project>
        """;

    private const string Program = """
        using Microsoft.AspNetCore.Authentication.Cookies;
        using Microsoft.AspNetCore.Authentication.OpenIdConnect;
        using Microsoft.AspNetCore.DataProtection;

        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie()
            .AddOpenIdConnect(options =>
            {
                options.Authority = "https://okta.invalid/oauth2/default";
                options.ClientId = "client";
                options.ClientSecret = "secret";
                options.ResponseType = "code";
                options.SaveTokens = true;
            });
        var logout = builder.Services.AddOktaLogout().AddBackChannelLogout().AddUniversalLogout("https://app.example.com/signout/universal");
        // more services
        var app = builder.Build();
        // more set-up
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapOktaLogout();
        app.Run();
        """;

    private const string DatabasePackages = """
        <PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="10.0.0" />
        <PackageReference Include="Okta.Logout.EntityFrameworkCore" Version="*" Condition="'$(WithLibrary)' == 'true'" />
        """;

    private const string DatabaseServices = """
        builder.Services.AddDbContext<AppDbContext>(options => options.UseSqlite("Data Source=app.db"));
        logout.UseEntityFramework<AppDbContext>();
        """;

    private const string DatabaseSetUp = """
        using (var scope = app.Services.CreateScope())
            scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.EnsureCreated();
        app.MapGet("/revoke", async (ISessionRevocationStore store, IRevocationLog log) =>
        {
            await store.RevokeAsync(new(SessionTarget.ForTicket("ticket"), DateTimeOffset.UtcNow.AddDays(1)));
            return (await log.ReadAsync(null)).Records.Count;
        });
        """;

    private const string DatabaseContext = """
        using Microsoft.EntityFrameworkCore;

        public sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
        {
            protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseOktaLogout(Database);
        }
        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Creates the app; packages that the machine does not have yet come into its cache.</summary>
    public async Task CreateAsync(params string[] properties)
    {
        _folder.Write("App.csproj", hasDatabase ? Project.Replace("<!-- more -->", DatabasePackages, StringComparison.Ordinal) : Project);
        _folder.Write("Program.cs", hasDatabase ? WithDatabase(Program) : Program);
        await DotNetAsync(["restore", .. properties]);
        if (hasDatabase)
            _folder.Write("AppDbContext.cs", DatabaseContext);
    }

    /// <summary>Runs a command of dotnet with the library installed, and returns what it printed.</summary>
    public Task<string> WithLibraryAsync(params string[] arguments) => DotNetAsync(
        [.. arguments, "-p:WithLibrary=true", $"-p:PackedPackages={packages.Folder}", $"-p:MachinePackages={MachinePackages()}", "-p:UseSharedCompilation=false"]);

    /// <summary>Starts a program of the app, whose first address is on the loopback interface.</summary>
    public ConsumerProcess Start(string program, params string[] arguments) => new(Path.Combine(_folder.Path, program), arguments, _folder.Path);

    public void Dispose() => _folder.Dispose();

    private static string WithDatabase(string program) => "using Microsoft.EntityFrameworkCore;\nusing Okta.Logout;\n" + program
        .Replace("// more services", DatabaseServices, StringComparison.Ordinal)
        .Replace("// more set-up", DatabaseSetUp, StringComparison.Ordinal);

    private static string MachinePackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private async Task<string> DotNetAsync(string[] arguments)
    {
        var (exitCode, output) = await Script.RunAsync(_folder.Path, "dotnet", [.. arguments, "-nodeReuse:false"]);
        exitCode.Should().Be(0, "dotnet {0} said: {1}", arguments[0], output);
        return output;
    }
}
