namespace Okta.Logout;

/// <summary>A store that never holds up its caller: a step that writes to it needs no thread of its own.</summary>
internal interface INonBlockingRevocationStore : ISessionRevocationStore;
