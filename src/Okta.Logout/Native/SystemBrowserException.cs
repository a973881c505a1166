namespace Okta.Logout;

/// <summary>The browser cannot be opened, or the redirect from it cannot be received.</summary>
/// <param name="message">What is wrong and what to do, without any part of the logout URL. It becomes a line of the receipt.</param>
/// <param name="innerException">The cause, if there is one.</param>
public sealed class SystemBrowserException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <inheritdoc/>
    public override string? HelpLink
    {
        get => base.HelpLink ?? ErrorHelpLink.Of(Message);
        set => base.HelpLink = value;
    }
}
