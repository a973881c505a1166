namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Which issuers are taken for one org.</summary>
public sealed class OrgsOfIssuers
{
    private const string First = "https://first.okta.com";
    private const string Second = "https://second.okta.com";
    private const string Domain = "https://login.example.com";

    [Fact]
    public void Hosts_are_orgs_of_their_own() =>
        OktaOrgGroups.Of([First + "/oauth2/default", First, Second + "/oauth2/a"], []).Should().BeEquivalentTo(new[] { new[] { First }, [Second] });

    [Fact]
    public void Servers_that_share_a_host_and_are_not_shaped_like_okta_s_are_apart() =>
        OktaOrgGroups.Of([Domain + "/realms/a", Domain + "/realms/b"], []).Should().BeEquivalentTo(new[] { new[] { Domain + "/realms/a" }, [Domain + "/realms/b"] });

    [Fact]
    public void A_custom_domain_joins_the_org_that_is_named() =>
        OktaOrgGroups.Of([First, Second], [new(Domain, new(Domain)) { SameOrgAs = Second + "/oauth2/a" }])
            .Should().BeEquivalentTo(new[] { new[] { First }, [Second, Domain] });

    [Fact]
    public void Two_hosts_of_the_app_can_be_one_org() =>
        OktaOrgGroups.Of([First, Domain], [new(First, new(First)) { SameOrgAs = Domain }]).Should().BeEquivalentTo(new[] { new[] { Domain, First } });

    [Fact]
    public void Among_several_orgs_none_is_guessed()
    {
        OktaOrgGroups.HasOrg(new(Domain, new(Domain)), [First, Second]).Should().BeFalse();
        OktaOrgGroups.HasOrg(new(Domain, new(Domain)), [First]).Should().BeTrue();
        OktaOrgGroups.HasOrg(new(First + "/oauth2/a", new(Domain)), [First, Second]).Should().BeTrue();
    }
}
