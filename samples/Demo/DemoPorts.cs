using System.Net;
using System.Net.Sockets;

namespace Demo;

/// <summary>Three loopback ports that nobody else uses.</summary>
internal sealed record DemoPorts(int Okta, int AppOne, int AppTwo)
{
    private const string Usage = """
        Usage: dotnet run --project samples/Demo [-- options]
          --okta-port <port>  where Local Okta listens (default 5100)
          --app-port <port>   where the first app listens, the second one behind it (default 5101)
        A port in use is passed over for the next free one; 0 means any free port.
        """;

    /// <summary>Returns null, and says on the console what is accepted, where the arguments are something else.</summary>
    public static DemoPorts? Choose(string[] args)
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
            var onePort = Hold(held, app);
            return new(oktaPort, onePort, Hold(held, app == 0 ? 0 : onePort + 1));
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
