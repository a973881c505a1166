using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace LocalOkta;

/// <summary>Cookie keys that die with the process, as everything else here does, and leave no file behind.</summary>
public sealed class MemoryKeys : IXmlRepository
{
    private readonly Lock _gate = new();
    private readonly List<XElement> _elements = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_gate)
        {
            return [.. _elements.Select(element => new XElement(element))];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_gate)
        {
            _elements.Add(new XElement(element));
        }
    }
}
