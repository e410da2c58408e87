using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Reports.Plots;
using Gramian.Reports.Svg;

namespace Gramian.Reports.Reading;

/// <summary>Reads from a fitted model what its report shows.</summary>
internal sealed class ModelReading(TrainedModel model, ReportOrigin origin, ComputeOptions? options)
{
    private const int ImageRows = 96, SpectrumRows = 400;

    // Training rows, or the inducing points or centres that a model keeps of them.
    private readonly Points inputs = model.Regressor.KeptPoints;

    public RegressionReportData Read()
    {
        bool leavesOut = model.Kind is ModelKind.GaussianProcess or ModelKind.KernelRidge && model.Card.Rows > 1;
        Validation? validation = model.Validation ?? (leavesOut ? model.LeaveOneOut() : null);
        IReadOnlyList<InputRelevance> relevance = Relevance();
        var texts = new ModelTexts(model, validation?.Method ?? "", origin);
        return new RegressionReportData
        {
            DataName = origin.DataName,
            Target = model.Pipeline.Target,
            TargetUnit = model.Pipeline.TargetUnit,
            Model = texts.ModelName,
            Kernel = texts.Kernel,
            Rows = model.Card.Rows,
            Inputs = model.Pipeline.Columns.Count,
            Validation = texts.ValidationName,
            Seed = model.Card.Seed,
            Metrics = texts.Metrics(validation),
            Decisions = texts.Decisions(),
            Warnings = texts.Warnings(),
            Certificate = texts.Certificate(),
            Predictions = validation is null ? null : new PredictionSet(
                validation.Observed, validation.Prediction.Mean, validation.Prediction.StandardDeviation),
            Relevance = relevance,
            Effects = new EffectReading(model, inputs, relevance, options).Read(),
            Gram = model.Kernel.GramMatrix(inputs.Select(RowsByPrediction(ImageRows)), options),
            GramOrder = "predicted " + model.Pipeline.Target,
            Eigenvalues = Eigenvalues(),
            NoiseVariance = model.Regressor.NoiseLevel ?? double.NaN,
            Traces = Traces(),
            RidgePath = RidgePath(),
            Reproduction = texts.Reproduction(),
            Command = origin.Command,
            References = origin.References,
            NextCommands = texts.NextCommands(),
        };
    }

    // Some rows in the order of what the model says of them: the image shows whether alike rows are predicted alike.
    private int[] RowsByPrediction(int limit)
    {
        int[] rows = Thinning.Indices(inputs.Count, limit);
        double[] predicted = model.Regressor.Predict(inputs.Select(rows), options).Mean;
        int[] order = [.. Enumerable.Range(0, rows.Length).OrderBy(i => predicted[i]).ThenBy(i => i)];
        return Array.ConvertAll(order, place => rows[place]);
    }

    private double[] Eigenvalues()
    {
        int[] rows = Thinning.Indices(inputs.Count, SpectrumRows);
        using Matrix<double> gram = model.Kernel.GramMatrix(inputs.Select(rows), options);
        return SymmetricEigen<double>.ComputeValues(gram.View, options);
    }

    // An input may have a lengthscale in several parts of the kernel; the shortest says how fast the function can vary.
    private InputRelevance[] Relevance()
    {
        int dimension = inputs.Dimension;
        double[] shortest = new double[dimension];
        Array.Fill(shortest, double.PositiveInfinity);
        foreach (var group in model.Kernel.Hyperparameters.Where(parameter =>
            parameter.Name.Contains("lengthscale[", StringComparison.Ordinal))
            .GroupBy(parameter => parameter.Name[..parameter.Name.LastIndexOf('[')]))
        {
            double[] values = [.. group.Select(parameter => parameter.Value)];
            for (int i = 0; i < dimension && values.Length == dimension; i++)
            {
                shortest[i] = Math.Min(shortest[i], values[i]);
            }
        }

        return shortest.All(double.IsPositiveInfinity)
            ? []
            : [.. shortest.Select((value, i) => new InputRelevance(model.Pipeline.Features[i].Name, value))];
    }

    private OptimiserTrace[] Traces() =>
        model.Regressor.Search is { Trace.Count: > 1 } result
            ? [new OptimiserTrace("best start", result.Trace)]
            : [];

    private RidgePathData? RidgePath()
    {
        if (model.Regressor is not FittedKernelRidge { Path.Count: > 1 } ridge)
        {
            return null;
        }

        double scale = model.Pipeline.TargetScaling.Scale;
        return new RidgePathData(
            [.. ridge.Path.Select(point => point.Ridge)],
            [.. ridge.Path.Select(point => scale * Math.Sqrt(point.LeaveOneOutMeanSquare))],
            [.. ridge.Path.Select(point => scale * Math.Sqrt(point.GeneralizedCrossValidation))], ridge.Ridge);
    }
}
