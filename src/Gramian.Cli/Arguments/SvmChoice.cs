using System.Collections.Immutable;
using Gramian.Models.SupportVectors;
using Gramian.Models.SupportVectors.Libsvm;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Cli.Arguments;

/// <summary>What the letters of svm-train ask for, and the recipes that they mean.</summary>
internal sealed record SvmChoice(
    LibsvmKind Kind,
    LibsvmKernel Form,
    double Cost,
    double Share,
    double Width,
    long CacheBytes,
    double Tolerance,
    bool Shrinks,
    bool WithProbabilities)
{
    private SequentialMinimalOptimizer Solver => new()
    {
        Tolerance = Tolerance, CacheBytes = CacheBytes, Shrinks = Shrinks,
    };

    public SupportVectorClassifier Classifier(ImmutableDictionary<double, double> weights) => new(Form.ToKernel())
    {
        Cost = Cost,
        Nu = Kind == LibsvmKind.ShareClassification ? Share : null,
        ClassWeights = weights,
        WithProbabilities = WithProbabilities,
        Solver = Solver,
    };

    public SupportVectorRegressor Regressor() => new(Form.ToKernel())
    {
        Cost = Cost,
        Width = Width,
        Nu = Kind == LibsvmKind.ShareRegression ? Share : null,
        Solver = Solver,
    };

    public OneClassSupportVectors OneClass() => new(Form.ToKernel()) { Nu = Share, Solver = Solver };
}
