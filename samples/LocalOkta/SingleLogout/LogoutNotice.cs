namespace LocalOkta;

/// <summary>An address that the browser has to visit, so that an app hears of the end of its session.</summary>
public sealed record LogoutNotice(string App, string Url);
