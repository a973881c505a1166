using System.Diagnostics;
using Npgsql;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A PostgreSQL server of this test run: on loopback, in a folder of its own.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    // The server refuses to run as root.
    private const string User = "nobody";

    private readonly ReservedPort _port = ReservedPort.Take();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postgres-");
    private Process? _process;
    private int _databases;

    public async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", User, _folder.FullName);
        await RunAsUserAsync("initdb", "--username=test", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C", "-D", _folder.FullName);
        await StartAsync();
    }

    /// <summary>Starts the server, or starts it again if it was killed.</summary>
    public async Task StartAsync()
    {
        if (_process is { HasExited: false })
            return;
        _process?.Dispose();
        var (file, arguments) = AsUser("postgres",
        [
            "-D", _folder.FullName, "-p", $"{_port.Number}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_folder.FullName}",
            "-c", "fsync=off", "-c", "max_connections=300", "-c", "max_prepared_transactions=5",
        ]);
        _process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true })!;
        _process.BeginErrorReadLine();
        await Eventually.BecomesTrueAsync(async () =>
        {
            try
            {
                await using var connection = new NpgsqlConnection(AdministrationString);
                await connection.OpenAsync();
                return true;
            }
            catch (Exception exception) when (exception is NpgsqlException && !_process.HasExited)
            {
                return false;
            }
        });
    }

    /// <summary>Creates a database, and returns how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"app{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(AdministrationString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Ends the server and all connections, as a crash would.</summary>
    public async Task KillAsync()
    {
        if (_process is not { HasExited: false } process)
            return;

        // SIGQUIT: its own processes end, too.
        await RunAsync("kill", "-QUIT", $"{process.Id}");
        await process.WaitForExitAsync();
    }

    public async Task DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        NpgsqlConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        _port.Dispose();
    }

    // A pool would keep connections that died with the server.
    private string AdministrationString => ConnectionString("postgres") + ";Pooling=false";

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port.Number};Username=test;Database={database};Timeout=5;Maximum Pool Size=50";

    private static (string File, string[] Arguments) AsUser(string program, string[] arguments) => Environment.IsPrivilegedProcess
        ? ("setpriv", [$"--reuid={User}", "--clear-groups", "--inh-caps=-all", PathOf(program), .. arguments])
        : (PathOf(program), arguments);

    private static Task RunAsUserAsync(string program, params string[] arguments)
    {
        var (file, all) = AsUser(program, arguments);
        return RunAsync(file, all);
    }

    private static async Task RunAsync(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, "{0} said: {1}{2}", file, await output, await error);
    }

    // Debian keeps the programs of a server where no PATH leads.
    private static string PathOf(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")) : [])
        .Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
