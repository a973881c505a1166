using System.Reflection;
using System.Runtime.CompilerServices;

namespace Okta.Logout.Tests;

/// <summary>C# 7.3, the language of .NET Framework, can neither call <c>init</c> nor set <c>required</c> members; records can be copied only by <c>with</c>.</summary>
public class Shapes
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Types = typeof(IOktaSignOut).Assembly.GetExportedTypes();

    [Fact]
    public void No_public_property_can_be_set_in_an_initializer_only() =>
        Types.SelectMany(type => type.GetProperties(All))
            .Where(property => property.GetSetMethod() is { } setter && setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == nameof(IsExternalInit)))
            .Select(Name).Should().BeEmpty();

    [Fact]
    public void No_public_member_is_required() =>
        Types.Where(type => type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == nameof(RequiredMemberAttribute)))
            .Select(type => type.Name).Should().BeEmpty();

    [Fact]
    public void No_public_class_is_a_record() =>
        Types.Where(type => type.GetMethod("<Clone>$") is not null).Select(type => type.Name).Should().BeEmpty();

    [Fact]
    public void No_public_type_is_positional() =>
        Types.Where(type => type.GetMethod("Deconstruct") is not null).Select(type => type.Name).Should().BeEmpty();

    [Fact]
    public void Strings_side_by_side_cannot_be_swapped_unseen()
    {
        // Issuer first: the wrong order throws. A parameter has a name and a value everywhere.
        string[] known = ["ForSession", "ForSubject", "ForEmail", "ForIssuerAndSubject", "UniversalLogoutRequest", nameof(LogoutUrlBuilder.WithParameter)];

        Types.SelectMany(type => type.GetMembers(All)).OfType<MethodBase>()
            .Where(method => !method.IsSpecialName || method.IsConstructor)
            .Where(method => method.GetParameters() is var all && all.Skip(1).Where((parameter, i) => IsText(parameter) && IsText(all[i])).Any())
            .Select(method => method.IsConstructor ? method.DeclaringType!.Name : method.Name)
            .Should().BeEquivalentTo(known);
    }

    [Fact]
    public void There_are_public_types() => Types.Should().HaveCountGreaterThan(30);

    private static bool IsText(ParameterInfo parameter) => parameter.ParameterType == typeof(string);

    private static string Name(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";
}
