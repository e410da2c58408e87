namespace Gramian.Cli.Shell;

/// <summary>The exit codes of every verb.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done.</summary>
    public const int Ok = 0;

    /// <summary>The data or the request is wrong.</summary>
    public const int Wrong = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A computation failed on these numbers.</summary>
    public const int Numerical = 3;

    /// <summary>Memory, disk or time ran out.</summary>
    public const int Resources = 5;

    /// <summary>A defect of this program.</summary>
    public const int Defect = 70;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by a request to end.</summary>
    public const int Terminated = 143;
}
