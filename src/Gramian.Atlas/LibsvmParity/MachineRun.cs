using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Atlas.LibsvmParity;

/// <summary>One machine trained here, beside the stored one.</summary>
/// <param name="Set">The set.</param>
/// <param name="Rows">The number of training rows.</param>
/// <param name="Peer">The stored machine.</param>
/// <param name="TightError">The largest relative difference of an objective at tolerance 1e-6.</param>
/// <param name="LooseError">The largest at tolerance 1e-3.</param>
/// <param name="Differing">The training rows that are a support vector of one machine alone.</param>
/// <param name="Hits">The test rows whose label is right; null for values.</param>
/// <param name="MeanSquaredError">Of the test rows; NaN for labels.</param>
/// <param name="Gap">The largest duality gap over the absolute objective at tolerance 1e-6.</param>
/// <param name="Open">The training and test rows that the optimum does not decide.</param>
/// <param name="Contradicted">The decided training and test rows that either program has otherwise.</param>
/// <param name="ValueError">The largest difference of a decision value, in the unit of the programme.</param>
internal sealed record MachineRun(
    ParitySet Set, int Rows, PeerMachine Peer, double TightError, double LooseError, int Differing, int? Hits,
    double MeanSquaredError, double Gap, (int Supports, int Labels) Open, (int Supports, int Labels) Contradicted,
    double ValueError)
{
    private const double PrintedHalf = 5e-7;      // half a unit of the sixth decimal, to which objectives are printed

    /// <summary>Trains a machine twice and compares.</summary>
    public static MachineRun Of(ParitySet set, PeerMachine peer, ComputeOptions options)
    {
        Trained tight = Train(set, peer.Name, 1e-6, options), loose = Train(set, peer.Name, 1e-3, options);
        int differing = Enumerable.Range(0, set.Train.Count)
            .Count(row => peer.IsSupport(row) != tight.Supports.Contains(row));
        double squares = tight.Predicted.Zip(set.Truth, (f, y) => (f - y) * (f - y)).Average();
        return new MachineRun(
            set, set.Train.Count, peer, Error(peer.Objectives, tight.Machines),
            Error(peer.LooseObjectives, loose.Machines), differing,
            peer.Hits is null ? null : tight.Predicted.Zip(set.Truth).Count(pair => pair.First == pair.Second),
            peer.Hits is null ? squares : double.NaN,
            tight.Machines.Max(machine => machine.Certificate.DualityGap / Math.Max(1, Math.Abs(machine.Objective))),
            (tight.Decided.Supports.Count(side => side is null),
                peer.Labels is null ? 0 : tight.Decided.Labels.Count(isDecided => !isDecided)),
            (ContradictedRows(tight, peer), ContradictedLabels(tight, peer, set)), ValueDifference(tight, peer));
    }

    private static int ContradictedRows(Trained tight, PeerMachine peer) => Enumerable
        .Range(0, tight.Decided.Supports.Length)
        .Count(row => tight.Decided.Supports[row] is bool side
            && (side != tight.Supports.Contains(row) || side != peer.IsSupport(row)));

    private static int ContradictedLabels(Trained tight, PeerMachine peer, ParitySet set)
    {
        double[] classes = peer.Name.StartsWith("one-class", StringComparison.Ordinal)
            ? [-1, 1]
            : [.. set.Labels.Distinct().Order()];
        return peer.Labels is null ? 0 : Enumerable.Range(0, tight.Predicted.Length).Count(row =>
            tight.Decided.Labels[row] && classes[peer.Labels[row] - '0'] != tight.Predicted[row]);
    }

    private static double ValueDifference(Trained tight, PeerMachine peer) => peer.Values
        .SelectMany((line, row) => line.Select((value, f) => Math.Abs(value - tight.Decided.Values[row, f])))
        .DefaultIfEmpty(0).Max();

    private static double Error(double[] stored, IReadOnlyList<DualMachine> machines) =>
        stored.Length == machines.Count
            ? stored.Zip(machines, (theirs, ours) =>
                Math.Max(0, Math.Abs(theirs - ours.Objective) - PrintedHalf) / Math.Abs(theirs)).Max()
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"There are {machines.Count} machines here, but {stored.Length} are stored."));

    private static Trained Train(ParitySet set, string machine, double tolerance, ComputeOptions options)
    {
        double gamma = 1.0 / set.Train.Dimension;
        var solver = new SequentialMinimalOptimizer { Tolerance = tolerance };
        return machine switch
        {
            "C-SVC, rbf" => Classes(new SupportVectorClassifier(Rbf.FromGamma(gamma)) { Cost = 10 }),
            "C-SVC, linear" => Classes(new SupportVectorClassifier(new Linear())),
            "C-SVC, polynomial" => Classes(new SupportVectorClassifier(Polynomial.FromGamma(gamma, 1, 2))),
            "nu-SVC, rbf" => Classes(new SupportVectorClassifier(Rbf.FromGamma(gamma)) { Nu = 0.2 }),
            "one-class, rbf" => OneClass(),
            "epsilon-SVR, rbf" => Values(new SupportVectorRegressor(Rbf.FromGamma(gamma))),
            "nu-SVR, rbf" => Values(new SupportVectorRegressor(Rbf.FromGamma(gamma)) { Nu = 0.5 }),
            _ => throw new InvalidOperationException($"There is no machine '{machine}' here."),
        };

        Trained Classes(SupportVectorClassifier recipe)
        {
            FittedSupportVectorClassifier fitted =
                (recipe with { Solver = solver }).Fit(set.Train, set.Labels, options: options);
            return new Trained(
                fitted.Training.Machines, [.. fitted.Training.SupportRows], fitted.Predict(set.Test, options),
                DecidedRows.OfClasses(fitted, recipe.Nu is not null, set, options));
        }

        Trained Values(SupportVectorRegressor recipe)
        {
            FittedSupportVectorRegressor fitted =
                (recipe with { Solver = solver }).Fit(set.Train, set.Labels, options: options);
            return new Trained(
                [fitted.Machine], Supports(fitted.Machine), fitted.Predict(set.Test, options),
                DecidedRows.OfValues(fitted, set, options));
        }

        Trained OneClass()
        {
            FittedOneClass fitted = new OneClassSupportVectors(Rbf.FromGamma(gamma)) { Nu = 0.1, Solver = solver }
                .Fit(set.Train, options: options);
            return new Trained(
                [fitted.Machine], Supports(fitted.Machine),
                [.. fitted.DecisionValues(set.Test, options).Select(value => value > 0 ? 1.0 : -1.0)],
                DecidedRows.OfOneClass(fitted, set, options));
        }
    }

    private static HashSet<int> Supports(DualMachine machine) => [.. Enumerable
        .Range(0, machine.Coefficients.Length).Where(row => machine.Coefficients[row] != 0)];

    private sealed record Trained(
        IReadOnlyList<DualMachine> Machines, HashSet<int> Supports, double[] Predicted, DecidedRows Decided);
}
