namespace Okta.Logout.AspNetCore;

/// <summary>The form of the page that asks whether to sign out. A page of the app's own adds an antiforgery token.</summary>
public sealed class ConfirmationForm
{
    /// <summary>Initializes a new instance of the <see cref="ConfirmationForm"/> class.</summary>
    /// <param name="action">The path that the form has to POST to.</param>
    /// <exception cref="ArgumentException"><paramref name="action"/> is null or empty.</exception>
    public ConfirmationForm(string action)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        Action = action;
    }

    /// <summary>Gets the path that the form has to POST to.</summary>
    public string Action { get; }

    /// <summary>Gets or sets the value of the hidden field <c>returnUrl</c>, already checked.</summary>
    /// <value><see langword="null"/> for no field.</value>
    public string? ReturnUrl { get; set; }
}
