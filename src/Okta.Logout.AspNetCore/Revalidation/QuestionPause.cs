namespace Okta.Logout.AspNetCore;

/// <summary>How long nobody on this node asks one issuer, because it gave no answer.</summary>
internal sealed class QuestionPause
{
    private readonly Lock _lock = new();
    private int _failures;
    private DateTimeOffset _until;

    public bool IsOn(DateTimeOffset now)
    {
        lock (_lock)
            return now < _until;
    }

    public void Begin(DateTimeOffset now)
    {
        lock (_lock)
        {
            // Questions that were asked at the same time are one failure.
            if (now < _until)
                return;
            _failures++;
            _until = now + BackOff.Delay(_failures, Random.Shared.NextDouble());
        }
    }

    public void End()
    {
        lock (_lock)
            (_failures, _until) = (0, DateTimeOffset.MinValue);
    }
}
