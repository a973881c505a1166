using System.Diagnostics.CodeAnalysis;

namespace Okta.Logout.EndToEnd.Tests;

[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is what xunit calls a collection.")]
public sealed class DemoCollection : ICollectionFixture<DemoFixture>
{
    public const string Name = "Demo";
}
