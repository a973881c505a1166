using Microsoft.AspNetCore.DataProtection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Data Protection whose keys cannot be reached for one purpose.</summary>
internal sealed class FailingDataProtection(string failingPurpose) : IDataProtectionProvider
{
    private readonly EphemeralDataProtectionProvider _others = new();

    public IDataProtector CreateProtector(string purpose) => purpose == failingPurpose ? new Failing() : _others.CreateProtector(purpose);

    private sealed class Failing : IDataProtector
    {
        public IDataProtector CreateProtector(string purpose) => this;

        public byte[] Protect(byte[] plaintext) => throw new IOException("The keys cannot be reached.");

        public byte[] Unprotect(byte[] protectedData) => throw new IOException("The keys cannot be reached.");
    }
}
