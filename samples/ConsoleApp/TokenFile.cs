using System.Security.Cryptography;
using System.Text.Json;
using Okta.Logout;

namespace ConsoleApp;

/// <summary>
/// Keeps the tokens in a file. On Windows only the same user can decrypt it (DPAPI). Elsewhere it is not encrypted: only the same user may read it. A desktop
/// app there has the key chain or the Secret Service.
/// </summary>
internal sealed class TokenFile(string path) : ITokenStore
{
    public async ValueTask<StoredTokens?> GetAsync(CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path))
            return null;
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<StoredTokens>(OperatingSystem.IsWindows() ? ProtectedData.Unprotect(bytes, null, DataProtectionScope.CurrentUser) : bytes);
        }
        catch (Exception exception) when (exception is JsonException or CryptographicException)
        {
            throw new InvalidDataException($"The file with the tokens is damaged: {path}. Sign in again.", exception);
        }
    }

    public ValueTask RemoveAsync(CancellationToken cancellationToken = default)
    {
        File.Delete(path);
        return default;
    }

    public async Task SaveAsync(StoredTokens tokens, CancellationToken cancellationToken)
    {
        // Moved to its place when it is complete, because another process may read it at any time.
        var part = path + ".new";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Delete(part);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(tokens);
        await using (var file = new FileStream(part, options))
            await file.WriteAsync(OperatingSystem.IsWindows() ? ProtectedData.Protect(bytes, null, DataProtectionScope.CurrentUser) : bytes, cancellationToken);
        File.Move(part, path, overwrite: true);
    }
}
