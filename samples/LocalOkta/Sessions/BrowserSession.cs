namespace LocalOkta;

/// <summary>One browser that is signed in to the org.</summary>
public sealed record BrowserSession(string Sid, DemoUser User, DateTimeOffset Started);
