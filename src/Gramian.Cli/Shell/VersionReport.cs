using System.Reflection;
using System.Runtime.InteropServices;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;

namespace Gramian.Cli.Shell;

/// <summary>Says which program this is and what it runs on.</summary>
internal static class VersionReport
{
    public const string Flag = "--version";

    /// <summary>The version of this program, such as 0.1.0.</summary>
    public static string Version
    {
        get
        {
            string version = typeof(VersionReport).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
            return version.Split('+')[0];
        }
    }

    /// <summary>Whether the command line asks for this and nothing else, so that no parser need be started.</summary>
    public static bool IsAskedBy(string[] arguments) =>
        arguments is [Flag] or [Flag, Flags.JsonName] or [Flags.JsonName, Flag];

    public static void Write(TextWriter output, bool json)
    {
        string runtime = $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}";
        string threads = FormattableString.Invariant($"{ComputeOptions.Default.Threads}");
        if (json)
        {
            Json.Write(output, new()
            {
                ["version"] = Version,
                ["runtime"] = runtime,
                ["instruction_set"] = InstructionSet(),
                ["threads"] = ComputeOptions.Default.Threads,
            });
            return;
        }

        output.WriteLine($"gramian {Version}");
        output.WriteLine($"runtime {runtime}");
        output.WriteLine($"instruction set {InstructionSet()}");
        output.WriteLine($"threads {threads}");
    }

    private static string InstructionSet()
    {
        string name = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 or Architecture.X86 => LaneWidth.Bits switch
            {
                512 => "AVX-512",
                256 => "AVX2",
                128 => "SSE2",
                _ => "scalar",
            },
            Architecture.Arm64 => LaneWidth.Bits >= 128 ? "AdvSimd" : "scalar",
            _ => "scalar",
        };
        return FormattableString.Invariant($"{name}, lanes of {LaneWidth.Bits} bits");
    }
}
