using System.Diagnostics;

namespace Demo;

internal static class Startup
{
    /// <summary>Waits until a sample answers.</summary>
    /// <exception cref="InvalidOperationException">It has ended instead.</exception>
    public static async Task WaitAsync(string origin, Process process, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        while (!process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"{origin}/me"), cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        }

        throw new InvalidOperationException($"The app at {origin} has ended already.");
    }
}
