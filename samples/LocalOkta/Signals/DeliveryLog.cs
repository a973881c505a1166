namespace LocalOkta;

/// <summary>The latest deliveries, newest first.</summary>
public sealed class DeliveryLog
{
    private const int Limit = 100;

    private readonly Lock _gate = new();
    private IReadOnlyList<Delivery> _latest = [];

    public IReadOnlyList<Delivery> Latest
    {
        get
        {
            lock (_gate)
            {
                return _latest;
            }
        }
    }

    internal void Add(IEnumerable<Delivery> deliveries)
    {
        lock (_gate)
        {
            _latest = [.. deliveries.Concat(_latest).Take(Limit)];
        }
    }
}
