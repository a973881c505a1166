namespace LocalOkta;

/// <summary>An address that the browser has to load, so that an app is told of the end of its session.</summary>
public sealed record LogoutNotice(string App, string Url);
