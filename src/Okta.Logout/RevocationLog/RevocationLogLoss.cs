namespace Okta.Logout;

/// <summary>What a revocation log may have lost.</summary>
public enum RevocationLogLoss
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Records of the last five minutes. The page begins at least ten minutes before the position that was asked for.</summary>
    Recent,

    /// <summary>Records of any time. The page begins at the start of the log.</summary>
    Any,
}
