using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Okta.Logout.Repository.Tests;

public class Packages(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private const string Core = "Okta.Logout";
    private const string AspNetCore = "Okta.Logout.AspNetCore";
    private const string JwtBearer = "Okta.Logout.JwtBearer";
    private const string Redis = "Okta.Logout.Redis";
    private const string EntityFramework = "Okta.Logout.EntityFrameworkCore";
    private const string Testing = "Okta.Logout.Testing";

    private static readonly string[] Projects = [.. WorkTree.Files("src", "*.csproj").Select(project => Path.GetFileNameWithoutExtension(project))];

    private static readonly (string Id, string Path)[] Listed =
    [
        (Core, "lib/netstandard2.0/Okta.Logout"),
        (Core, "lib/net10.0/Okta.Logout"),
        (AspNetCore, "lib/net10.0/Okta.Logout.AspNetCore"),
        (JwtBearer, "lib/net10.0/Okta.Logout.JwtBearer"),
        (Redis, "lib/net10.0/Okta.Logout.Redis"),
        (EntityFramework, "lib/net10.0/Okta.Logout.EntityFrameworkCore"),
        (Testing, "lib/net10.0/Okta.Logout.Testing"),
    ];

    public static TheoryData<string> Ids => [.. Projects];

    public static IEnumerable<object[]> Assemblies => Listed.Select(assembly => new object[] { assembly.Id, assembly.Path });

    [Fact]
    public void Every_project_of_the_library_is_a_package_and_nothing_else_is() =>
        packages.Ids().Should().BeEquivalentTo(Projects);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_says_what_it_is(string id)
    {
        using var package = packages.Open(id);

        package.Text("id").Should().Be(id);
        package.Text("version").Should().MatchRegex(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$");
        package.Text("description").Should().NotBe("Package Description").And.HaveLength(package.Text("description").Trim().Length).And.EndWith(".");
        package.Text("description").Length.Should().BeGreaterThan(50);
        package.Text("tags").Split(' ').Should().Contain(["okta", "logout", "openid-connect"]);
        package.Text("authors").Should().NotBe(id, "that is what dotnet pack makes up");
        package.Text("copyright").Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_is_licensed_by_expression(string id)
    {
        using var package = packages.Open(id);

        var license = package.Elements("license").Single();
        license.Attribute("type")!.Value.Should().Be("expression");
        license.Value.Should().Be("MIT");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_brings_its_readme_and_its_icon(string id)
    {
        using var package = packages.Open(id);

        package.Read(package.Text("readme")).Should().NotBeEmpty();
        package.Read(package.Text("icon")).Should().StartWith([0x89, .. "PNG"u8]);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_names_its_project_and_its_repository(string id)
    {
        using var package = packages.Open(id);

        package.Text("projectUrl").Should().StartWith("https://").And.Be(package.Elements("repository").Single().Attribute("url")!.Value);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_readme_of_a_package_is_that_of_the_repository_with_absolute_links(string id)
    {
        using var package = packages.Open(id);
        var readme = PackageReadme.Of(package);

        readme.Links.Should().NotBeEmpty().And.OnlyContain(link => link.StartsWith("https://"));
        readme.WithRelativeLinks().Should().Be(File.ReadAllText(WorkTree.Path("README.md")));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_brings_its_documentation(string id, string assembly)
    {
        using var package = packages.Open(id);

        package.Files.Should().Contain([assembly + ".dll", assembly + ".xml"]);
    }

    [Fact]
    public void Packages_hold_the_assemblies_listed_here_and_no_others()
    {
        var packed = Projects.SelectMany(id =>
        {
            using var package = packages.Open(id);
            return package.Files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).ToList();
        });

        packed.Should().BeEquivalentTo(Listed.Select(assembly => assembly.Path + ".dll"));
    }

    [Fact]
    public void The_core_depends_on_three_packages()
    {
        using var package = packages.Open(Core);
        string[] three = ["Microsoft.Extensions.Http", "Microsoft.Extensions.Options", "Microsoft.IdentityModel.Protocols.OpenIdConnect"];

        var dependencies = package.Dependencies();

        dependencies.Keys.Should().BeEquivalentTo(".NETStandard2.0", "net10.0");
        dependencies.Values.Should().AllSatisfy(group => group.Should().BeEquivalentTo(three));
    }

    [Fact]
    public void The_package_for_ASP_NET_Core_depends_on_the_core_and_the_handler()
    {
        using var package = packages.Open(AspNetCore);

        package.Dependencies().Should().ContainSingle().Which.Value.Should().BeEquivalentTo(Core, "Microsoft.AspNetCore.Authentication.OpenIdConnect");
        package.Elements("frameworkReference").Select(reference => reference.Attribute("name")!.Value).Should().Equal("Microsoft.AspNetCore.App");
    }

    [Fact]
    public void The_package_for_APIs_depends_on_that_for_ASP_NET_Core_and_the_handler()
    {
        using var package = packages.Open(JwtBearer);

        package.Dependencies().Should().ContainSingle().Which.Value.Should().BeEquivalentTo(AspNetCore, "Microsoft.AspNetCore.Authentication.JwtBearer");
    }

    [Fact]
    public void The_package_for_Redis_depends_on_that_for_ASP_NET_Core_and_the_client()
    {
        using var package = packages.Open(Redis);

        package.Dependencies().Should().ContainSingle().Which.Value.Should().BeEquivalentTo(AspNetCore, "StackExchange.Redis");
    }

    [Fact]
    public void The_package_for_Entity_Framework_depends_on_that_for_ASP_NET_Core_and_on_no_provider()
    {
        using var package = packages.Open(EntityFramework);

        package.Dependencies().Should().ContainSingle().Which.Value.Should().BeEquivalentTo(AspNetCore, "Microsoft.EntityFrameworkCore.Relational");
        package.Elements("dependency").Single(dependency => dependency.Attribute("id")!.Value == "Microsoft.EntityFrameworkCore.Relational")
            .Attribute("version")!.Value.Should().Be("10.0.0");
    }

    [Fact]
    public void The_package_for_tests_depends_on_the_core_and_on_no_test_framework()
    {
        using var package = packages.Open(Testing);

        package.Dependencies().Should().ContainSingle().Which.Value.Should().BeEquivalentTo(Core);
    }

    [Theory]
    [InlineData(AspNetCore, Core)]
    [InlineData(JwtBearer, AspNetCore)]
    [InlineData(Redis, AspNetCore)]
    [InlineData(EntityFramework, AspNetCore)]
    [InlineData(Testing, Core)]
    public void Packages_depend_on_each_other_in_the_same_version(string id, string on)
    {
        using var other = packages.Open(on);
        using var package = packages.Open(id);

        package.Elements("dependency").Single(dependency => dependency.Attribute("id")!.Value == on)
            .Attribute("version")!.Value.Should().Be(other.Text("version"));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Symbols_match_their_assembly(string id, string assembly)
    {
        using var package = packages.Open(id);
        using var symbols = packages.OpenSymbols(id);
        using var image = new PEReader(new MemoryStream(package.Read(assembly + ".dll")));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols.Read(assembly + ".pdb")));

        var entry = image.ReadDebugDirectory().Single(it => it.Type is DebugDirectoryEntryType.CodeView);

        var pdb = new BlobContentId(provider.GetMetadataReader().DebugMetadataHeader!.Id);
        pdb.Guid.Should().Be(image.ReadCodeViewDebugDirectoryData(entry).Guid);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_is_the_same_whenever_it_is_built(string id, string assembly)
    {
        using var package = packages.Open(id);
        using var image = new PEReader(new MemoryStream(package.Read(assembly + ".dll")));

        image.ReadDebugDirectory().Should().Contain(entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Theory]
    [InlineData(Core, "lib/net10.0/Okta.Logout.dll")]
    [InlineData(AspNetCore, "lib/net10.0/Okta.Logout.AspNetCore.dll")]
    [InlineData(JwtBearer, "lib/net10.0/Okta.Logout.JwtBearer.dll")]
    public void An_assembly_for_NET_10_may_be_trimmed(string id, string assembly)
    {
        using var package = packages.Open(id);

        Assembly.Load(package.Read(assembly)).GetCustomAttributes<AssemblyMetadataAttribute>()
            .Should().Contain(metadata => metadata.Key == "IsTrimmable" && metadata.Value == "True");
    }
}
