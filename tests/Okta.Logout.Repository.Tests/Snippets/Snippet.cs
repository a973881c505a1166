namespace Okta.Logout.Repository.Tests;

/// <summary>A C# block of a document.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Name">The region that it shows, or null where no marker stands before it.</param>
/// <param name="Code">Its text.</param>
internal sealed record Snippet(string Place, string? Name, string Code);
