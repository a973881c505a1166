namespace LocalOkta;

/// <summary>Which signal to send about whom.</summary>
internal sealed record SendCommand(string? Kind, string? UserId);
