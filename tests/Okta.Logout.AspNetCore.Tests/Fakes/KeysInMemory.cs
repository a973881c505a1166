using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// Data Protection keys that die with the app. <c>UseEphemeralDataProtectionProvider</c> is not enough: the host still loads the key ring when it
/// starts, and so writes a key below the home directory.
/// </summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly Lock _lock = new();
    private readonly List<XElement> _elements = [];

    public static void Add(IServiceCollection services) => services.AddDataProtection().AddKeyManagementOptions(options =>
    {
        options.XmlRepository = new KeysInMemory();
        options.XmlEncryptor = new NullXmlEncryptor();
    });

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_lock)
            return [.. _elements.Select(element => new XElement(element))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_lock)
            _elements.Add(new(element));
    }
}
