namespace Okta.Logout;

/// <summary>One broken rule of the options: an id of docs/errors.md, then the property, the reason and the fix.</summary>
internal readonly record struct OptionsFailure(string Id, string Text);
