namespace LocalOkta;

/// <summary>Whom a valid ID token names, and to which client it was given.</summary>
internal sealed record IdTokenHint(string Subject, ClientSettings Client);
