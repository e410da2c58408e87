using System.Runtime.InteropServices;

namespace Gramian.Cli.Shell;

/// <summary>Turns Ctrl-C and the request to end into cancellation; a second one ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private int exitCode;

    public Interruption()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Stop(c, Shell.ExitCode.Interrupted));
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Stop(c, Shell.ExitCode.Terminated));
    }

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The exit code of the signal that came first, or null.</summary>
    public int? ExitCode => Volatile.Read(ref exitCode) is int code and not 0 ? code : null;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        source.Dispose();
    }

    private void Stop(PosixSignalContext context, int code)
    {
        if (Interlocked.CompareExchange(ref exitCode, code, 0) == 0)
        {
            context.Cancel = true;
            source.Cancel();
        }
    }
}
