namespace Gramian.Cli.Shell;

/// <summary>The kinds of failure, as JSON readers see them in error.code.</summary>
internal static class FailureKind
{
    public const string Usage = "usage";
    public const string Request = "request";
    public const string Data = "data";
    public const string File = "file";
    public const string Numerical = "numerical";
    public const string Memory = "memory";
    public const string Disk = "disk";
    public const string Cancelled = "cancelled";
    public const string Defect = "defect";
}
