namespace Okta.Logout.Repository.Tests;

public class SourceArrowChecks
{
    private const string Declaration = """
        namespace P;
        public class Door { public int Height { get; set; } public static Door Open() => new(); public class Handle; internal void Lock() { } }
        internal static class Doors { public static int Width(this Door door) => 1; }
        """;

    [Theory]
    [InlineData("class C { Door door; }")]
    [InlineData("class C : Door;")]
    [InlineData("class C { System.Collections.Generic.List<Door> doors; }")]
    [InlineData("class C { int height = Door.Open().Height; }")]
    [InlineData("class C { Door.Handle handle; }")]
    [InlineData("class C { string name = nameof(Door); }")]
    public void A_use_of_a_type_is_an_arrow(string use)
    {
        var arrow = Find("P/Use/C.cs", use).First();
        arrow.ToString().Should().Be("P/Use/C.cs:2: P/Use uses Door of P/Declare");
        arrow.Internal.Should().BeNull();
    }

    [Theory]
    [InlineData("class C { int width = Door.Open().Width(); }", "Doors")]
    [InlineData("class C { void M() => Door.Open().Lock(); }", "Door.Lock")]
    public void What_is_internal_is_named(string use, string name) =>
        Find("P/Use/C.cs", use).Select(arrow => arrow.Internal).Should().Contain(name);

    [Theory]
    [InlineData("P/Use/C.cs", "/// <summary>See <see cref=\"Door\"/>.</summary>\nclass C;")]
    [InlineData("P/Use/C.cs", "class C { class Door; Door door; }")]
    [InlineData("P/Declare/C.cs", "class C { Door door; }")]
    public void What_is_no_use_or_stays_in_its_room_is_no_arrow(string file, string source) => Find(file, source).Should().BeEmpty();

    [Fact]
    public void Sources_that_name_an_unknown_type_are_refused() =>
        FluentActions.Invoking(() => Find("P/Use/C.cs", "class C { Window window; }")).Should().Throw<InvalidOperationException>();

    [Fact]
    public void A_cycle_is_found_through_other_rooms() => Cycle.Find([("a", "b"), ("b", "c"), ("c", "b")]).Should().Equal("b", "c", "b");

    [Fact]
    public void Two_ways_to_one_room_are_no_cycle() => Cycle.Find([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]).Should().BeEmpty();

    private static List<Arrow> Find(string file, string use) =>
        [.. SourceArrows.Find([new("P/Declare/Door.cs", Declaration), new(file, "namespace P;\n" + use)])];
}
