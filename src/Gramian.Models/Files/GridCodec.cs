using System.Text.Json;
using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.Grids;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns Gaussian processes on grids into JSON and arrays, and back: the system is solved anew.</summary>
internal static class GridCodec
{
    private const string Axis = "axis_";
    private const string Targets = "targets";
    private const string Places = "places";
    private const double ModestTolerance = 1e-4;

    public static TensorEntry[] Arrays(FittedGridProcess process) =>
    [
        .. Enumerable.Range(0, process.Grid.Dimension).Select(
            k => TensorEntry.FromVector(Name(k), process.Grid.Axis(k).ToArray())),
        TensorEntry.FromVector(Targets, [.. process.GridTargets]),
        TensorEntry.FromVector(Places, Array.ConvertAll(process.Places.ToArray(), place => (double)place)),
    ];

    public static GramGrid Encode(FittedGridProcess process) => new(
        process.Kernel.ToString(), process.NoiseVariance, process.Tolerance, process.LogMarginalLikelihood,
        [.. process.AtBounds],
        process.Optimization is { } search ? RegressorCodec.Encode(search) : null);

    public static FittedGridProcess Decode(
        GramGrid state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        double[] targets = GramNumbers.Bounded(file.ReadVector(Targets), Targets);
        var axes = new double[dimension][];
        long count = 1;
        for (int k = 0; k < dimension; k++)
        {
            axes[k] = GramNumbers.Finite(file.ReadVector(Name(k)), Name(k));
            count *= axes[k].Length;
            Require(count <= targets.Length, "axes");
        }

        Require(count == targets.Length && count >= 2, "axes");
        double[] places = GramNumbers.Finite(file.ReadVector(Places), Places);
        PointLattice lattice = PointLattice.Of(new ProductGrid(axes), Array.ConvertAll(places, Place))
            ?? throw new JsonException("The axes do not make a grid.");
        Kernel kernel = KernelText.Parse(state.Kernel, FittedGridProcess.SomePoints(lattice.Grid));
        Require(GridProcess.Serves(kernel, lattice), "kernel");
        double tolerance = Guard.InRange(state.Tolerance, 1e-14, ModestTolerance, nameof(state.Tolerance));
        GridSystem system = GridFit.SystemFor(lattice, targets, tolerance);
        FittedGridProcess process;
        try
        {
            process = GridFit.Solve(system, lattice, kernel, Guard.Positive(state.NoiseVariance), null);
        }
        catch (SolverException wrong)
        {
            throw new JsonException(wrong.Message, wrong);
        }

        SystemCheck.Predictions(process);
        return process with
        {
            Certificate = certificate,
            Optimization = state.Search is null ? null : RegressorCodec.Decode(state.Search),
            AtBounds = state.AtBounds,
        };
    }

    private static int Place(double number) =>
        number >= 0 && number < int.MaxValue && number == Math.Floor(number) ? (int)number : -1;

    private static string Name(int axis) => FormattableString.Invariant($"{Axis}{axis}");

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new JsonException($"The {what} do not make the grid of a process.");
        }
    }
}
