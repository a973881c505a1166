namespace Okta.Logout;

/// <summary>Returns the current options of each registration. Hosts may reload them, or have others for each tenant.</summary>
internal interface IRegistrationSource
{
    /// <summary>Returns the options of a registration. The same instance stands for the same content.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">They are not valid.</exception>
    OktaLogoutOptions Get(string name);
}
