using System.Text.Json;
using Gramian.Data;
using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.FourierProcesses;
using Gramian.Models.Grids;
using Gramian.Models.LargeRidge;
using Gramian.Models.Regression;
using Gramian.Models.SparseProcesses;
using Gramian.Models.SupportVectors;
using Gramian.Models.Vecchia;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Files;

/// <summary>Turns fitted regressors into JSON and arrays, and back: the closed list of kinds.</summary>
internal static class RegressorCodec
{
    private const string Inputs = "inputs";
    private const string Targets = "targets";
    private const string Weights = "weights";
    private const string Factor = "factor";
    private const string LeftOut = "leave_one_out";

    /// <summary>The name of a kind in files.</summary>
    public static string NameOf(ModelKind kind) => kind switch
    {
        ModelKind.GaussianProcess => "gaussian-process",
        ModelKind.KernelRidge => "kernel-ridge",
        ModelKind.IterativeGaussianProcess => "iterative-process",
        ModelKind.SparseGaussianProcess => "sparse-process",
        ModelKind.NystromRidge => "nystrom-ridge",
        ModelKind.StochasticGaussianProcess => "stochastic-process",
        ModelKind.VecchiaProcess => "vecchia-process",
        ModelKind.SupportVectors => "support-vectors",
        ModelKind.GridProcess => "grid-process",
        ModelKind.FourierProcess => "fourier-process",
        ModelKind.GaussianProcessClassifier => "process-classes",
        ModelKind.KernelLogistic => "kernel-logistic",
        ModelKind.KernelRidgeClassifier => "ridge-classes",
        ModelKind.DirichletClassifier => "dirichlet-classes",
        ModelKind.SupportVectorRegression => "support-vector-values",
        ModelKind.OneClassSupport => "one-class",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The kind has no place in a file."),
    };

    /// <summary>The least version of the format whose readers know a kind.</summary>
    public static string FormatOf(ModelKind kind) =>
        kind.Task() == ModelTask.Classification || kind is ModelKind.GridProcess or ModelKind.FourierProcess
            or ModelKind.SupportVectorRegression ? "1.2"
        : kind is ModelKind.GaussianProcess or ModelKind.KernelRidge ? "1.0"
        : "1.1";

    public static List<TensorEntry> Arrays(IRegressor regressor) => regressor switch
    {
        FittedGaussianProcess process =>
        [
            .. Common(process.Inputs, process.Targets, process.Weights),
            TensorEntry.FromLowerTriangle(Factor, process.Posterior.Factor),
        ],
        FittedKernelRidge ridge =>
        [
            .. Common(ridge.Inputs, ridge.Targets, ridge.Weights),
            TensorEntry.FromVector(LeftOut, ridge.LeaveOneOut.Prediction.Mean),
        ],
        FittedIterativeProcess process => [.. IterativeCodec.Arrays(process)],
        FittedSparseProcess process => [.. SparseCodec.Arrays(process)],
        FittedNystromRidge ridge => [.. NystromCodec.Arrays(ridge)],
        FittedVecchiaProcess process => [.. VecchiaCodec.Arrays(process)],
        FittedGridProcess process => [.. GridCodec.Arrays(process)],
        FittedFourierProcess process => [.. FourierCodec.Arrays(process)],
        SupportVectorRegressionModel machine => [.. SupportVectorCodec.Arrays(machine.Expansion)],
        _ => throw new NotSupportedException($"A {regressor.GetType().Name} cannot be kept in a file."),
    };

    /// <summary>Decodes the one state that belongs to the kind; any other beside it makes the document wrong.</summary>
    public static IKernelRegressor Decode(
        GramDocument document, int dimension, ulong seed, Certificate certificate, SafetensorsReader file)
    {
        return (document.Kind, document.OnlyState()) switch
        {
            ("gaussian-process", GramProcess state) => DecodeProcess(state, dimension, seed, certificate, file),
            ("kernel-ridge", GramRidge state) => DecodeRidge(state, dimension, certificate, file),
            ("iterative-process", GramIterative state) =>
                IterativeCodec.Decode(state, dimension, seed, certificate, file),
            ("sparse-process", GramSparse { Method: nameof(SparseMethod.Collapsed) } state) =>
                SparseCodec.Decode(state, dimension, certificate, file),
            ("stochastic-process", GramSparse { Method: nameof(SparseMethod.Stochastic) } state) =>
                SparseCodec.Decode(state, dimension, certificate, file),
            ("vecchia-process", GramVecchia state) => VecchiaCodec.Decode(state, dimension, certificate, file),
            ("grid-process", GramGrid state) => GridCodec.Decode(state, dimension, certificate, file),
            ("fourier-process", GramFourier state) => FourierCodec.Decode(state, dimension, certificate, file),
            ("support-vector-values", GramSupportVectors state) =>
                SupportVectorCodec.DecodeValues(state, dimension, certificate, file),
            ("nystrom-ridge", GramNystrom state) => NystromCodec.Decode(state, dimension, certificate, file),
            _ => throw new JsonException($"The kind '{DataException.Show(document.Kind)}' is not known here."),
        };
    }

    /// <summary>Puts the state of a regressor into its member of the document.</summary>
    public static GramDocument Into(GramDocument document, IKernelRegressor regressor) => document with
    {
        GaussianProcess = EncodeProcess(regressor),
        KernelRidge = EncodeRidge(regressor),
        IterativeProcess = regressor is FittedIterativeProcess iterative ? IterativeCodec.Encode(iterative) : null,
        SparseProcess = regressor is FittedSparseProcess sparse ? SparseCodec.Encode(sparse) : null,
        NystromRidge = regressor is FittedNystromRidge nystrom ? NystromCodec.Encode(nystrom) : null,
        VecchiaProcess = regressor is FittedVecchiaProcess vecchia ? VecchiaCodec.Encode(vecchia) : null,
        GridProcess = regressor is FittedGridProcess grid ? GridCodec.Encode(grid) : null,
        FourierProcess = regressor is FittedFourierProcess fourier ? FourierCodec.Encode(fourier) : null,
        SupportVectors = regressor is SupportVectorRegressionModel machine
            ? SupportVectorCodec.Encode(machine.Expansion, machine.NoiseScale)
            : null,
    };

    public static GramProcess? EncodeProcess(IRegressor regressor) => regressor is FittedGaussianProcess process
        ? new GramProcess(
            process.Kernel.ToString(),
            process.NoiseVariance,
            process.Posterior.Jitter,
            process.LogMarginalLikelihood,
            [.. process.AtBounds],
            process.Optimization is { } search ? Encode(search) : null)
        : null;

    public static GramRidge? EncodeRidge(IRegressor regressor) => regressor is FittedKernelRidge ridge
        ? new GramRidge(
            ridge.Kernel.ToString(),
            ridge.Ridge,
            ridge.ErrorVariance,
            Encode(ridge.Selected),
            [.. ridge.Path.Select(Encode)])
        : null;

    private static FittedGaussianProcess DecodeProcess(
        GramProcess state, int dimension, ulong seed, Certificate certificate, SafetensorsReader file)
    {
        (Points points, Matrix<double> targets, Matrix<double> weights) = ReadCommon(file, dimension);
        Kernel kernel = KernelText.Parse(state.Kernel, points);
        Guard.NonNegative(state.NoiseVariance);
        Guard.NonNegative(state.Jitter);
        Matrix<double> factor = file.ReadLowerTriangle(Factor, points.Count);
        Guard.AllFinite(factor.View, Factor);
        double diagonal = state.NoiseVariance + state.Jitter;
        SystemCheck.Factor(kernel, points, diagonal, factor);
        SystemCheck.Weights(
            kernel, points, diagonal, weights.View.ColumnToArray(0), targets.View.ColumnToArray(0));
        var recipe = new GaussianProcess(kernel)
        {
            NoiseVariance = state.NoiseVariance,
            Optimize = false,
            Seed = seed,
        };
        var data = new RegressionData(points, targets, rowNoise: null, MeanFunction.Zero);
        var posterior = new ExactPosterior(data, kernel, state.NoiseVariance, state.Jitter, factor, weights);
        return new FittedGaussianProcess(posterior, recipe)
        {
            LogMarginalLikelihood = state.LogMarginalLikelihood,
            Certificate = certificate,
            Optimization = state.Search is null ? null : Decode(state.Search),
            AtBounds = state.AtBounds,
        };
    }

    private static FittedKernelRidge DecodeRidge(
        GramRidge state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        (Points points, Matrix<double> targets, Matrix<double> weights) = ReadCommon(file, dimension);
        Kernel kernel = KernelText.Parse(state.Kernel, points);
        Guard.Positive(state.Ridge);
        Guard.NonNegative(state.ErrorVariance);
        SystemCheck.Weights(
            kernel, points, points.Count * state.Ridge, weights.View.ColumnToArray(0), targets.View.ColumnToArray(0));
        double[] means = GramNumbers.Finite(file.ReadVector(LeftOut), LeftOut);
        Guard.Length(means.Length, points.Count, LeftOut);
        double[] variances = new double[means.Length];
        Array.Fill(variances, state.ErrorVariance);
        var leftOut = new LeaveOneOut(targets, new Prediction(Column(means), Column(variances)));
        return new FittedKernelRidge(
            kernel, points, targets, state.Ridge, weights, [.. state.Path.Select(Decode)], Decode(state.Selected),
            leftOut, state.ErrorVariance, certificate);
    }

    internal static TensorEntry[] Common(Points inputs, Matrix<double> targets, Matrix<double> weights)
    {
        Guard.Length(targets.Columns, 1, nameof(targets));
        return
        [
            TensorEntry.FromMatrix(Inputs, inputs.Values.ToMatrix()),
            TensorEntry.FromVector(Targets, targets.View.ColumnToArray(0)),
            TensorEntry.FromVector(Weights, weights.View.ColumnToArray(0)),
        ];
    }

    internal static (Points Points, Matrix<double> Targets, Matrix<double> Weights) ReadCommon(
        SafetensorsReader file, int dimension)
    {
        Matrix<double> inputs = file.ReadMatrix(Inputs);
        Guard.Length(inputs.Columns, dimension, Inputs);
        double[] targets = GramNumbers.Finite(file.ReadVector(Targets), Targets);
        double[] weights = GramNumbers.Finite(file.ReadVector(Weights), Weights);
        Guard.Length(targets.Length, inputs.Rows, Targets);
        Guard.Length(weights.Length, inputs.Rows, Weights);
        return (new Points(inputs), Column(targets), Column(weights));
    }

    private static Matrix<double> Column(double[] values) => Matrix<double>.FromRowMajor(values.Length, 1, values);

    internal static GramSearch Encode(OptimizationResult search) => new(
        search.Solution, GramNumbers.OrNull(search.Value), search.Iterations, search.Evaluations,
        search.Reason.ToString(), search.Message, GramNumbers.OrNull(search.ProjectedGradientNorm),
        [.. search.Trace.Select(GramNumbers.OrNull)]);

    internal static OptimizationResult Decode(GramSearch search) => new()
    {
        Solution = search.Solution,
        Value = GramNumbers.OrNaN(search.Value),
        Iterations = GramNumbers.Count(search.Iterations, nameof(search.Iterations)),
        Evaluations = GramNumbers.Count(search.Evaluations, nameof(search.Evaluations)),
        Reason = PipelineCodec.Name<StopReason>(search.Reason),
        Message = search.Message,
        ProjectedGradientNorm = GramNumbers.OrNaN(search.ProjectedGradientNorm),
        Trace = [.. search.Trace.Select(GramNumbers.OrNaN)],
    };

    private static GramRidgePoint Encode(RidgePoint point) => new(
        point.Ridge, GramNumbers.OrNull(point.DegreesOfFreedom), GramNumbers.OrNull(point.LeaveOneOutMeanSquare),
        GramNumbers.OrNull(point.GeneralizedCrossValidation));

    private static RidgePoint Decode(GramRidgePoint point) => new(
        (point ?? throw new JsonException("A point of the path is null.")).Ridge,
        GramNumbers.OrNaN(point.DegreesOfFreedom), GramNumbers.OrNaN(point.LeaveOneOutMeanSquare),
        GramNumbers.OrNaN(point.GeneralizedCrossValidation));
}
