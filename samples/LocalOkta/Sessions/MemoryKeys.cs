using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace LocalOkta;

/// <summary>Keys of cookies in memory only, like everything else here.</summary>
internal sealed class MemoryKeys : IXmlRepository
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
