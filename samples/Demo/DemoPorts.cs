using System.Net;
using System.Net.Sockets;

namespace Demo;

/// <summary>Loopback ports that nobody else uses.</summary>
internal sealed record DemoPorts(int Okta, IReadOnlyList<int> Apps)
{
    private const string Usage = """
        Usage: dotnet run --project samples/Demo [-- options]
          --okta-port <port>  where Local Okta listens (default 5100)
          --app-port <port>   where the first app listens, the others behind it (default 5101)
        A port in use is passed over for the next free one; 0 means any free port.
        """;

    /// <summary>Returns null, and prints the usage, if the arguments are not valid.</summary>
    public static DemoPorts? Choose(string[] args, int apps)
    {
        var (okta, app) = (5100, 5101);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!ushort.TryParse(args.ElementAtOrDefault(i + 1), out var port) || args[i] is not ("--okta-port" or "--app-port"))
            {
                Console.Error.WriteLine(Usage);
                return null;
            }

            (okta, app) = args[i] == "--okta-port" ? (port, app) : (okta, (int)port);
        }

        List<TcpListener> held = [];
        try
        {
            var oktaPort = Hold(held, okta);
            List<int> appPorts = [];
            while (appPorts.Count < apps)
                appPorts.Add(Hold(held, app == 0 || appPorts.Count == 0 ? app : appPorts[^1] + 1));
            return new(oktaPort, appPorts);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentOutOfRangeException)
        {
            Console.Error.WriteLine($"There are not enough free ports from {(held.Count == 0 ? okta : app)} on.");
            Console.Error.WriteLine(Usage);
            return null;
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
        }
    }

    private static int Hold(List<TcpListener> held, int port)
    {
        while (true)
        {
            var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                held.Add(listener);
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException) when (port is > 0 and < IPEndPoint.MaxPort)
            {
                listener.Dispose();
                port++;
            }
        }
    }
}
