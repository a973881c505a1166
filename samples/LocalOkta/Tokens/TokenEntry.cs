namespace LocalOkta;

/// <summary>One token that was issued, without its value.</summary>
public sealed record TokenEntry(
    string ClientId, string? Subject, string Type, DateTimeOffset? Issued, DateTimeOffset? Expires, string Status);
