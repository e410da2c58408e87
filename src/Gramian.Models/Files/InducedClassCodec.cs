using System.Globalization;
using System.Text.Json;
using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.Classification;
using Gramian.Models.SparseProcesses;
using Gramian.Models.TableClasses;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns classifiers through inducing points into JSON and arrays, and back.</summary>
internal static class InducedClassCodec
{
    private const string InducingPoints = "inducing_points";
    private const string Factor = "factor";
    private const string Means = "means";
    private const string PrecisionFactor = "precision_factor_";

    public static TensorEntry[] Arrays(VariationalClassModel model) => Arrays(model.Fitted.Machines);

    public static TensorEntry[] Arrays(DirichletClassModel model) => Arrays(Posteriors(model));

    public static GramInducedClasses Encode(VariationalClassModel model) => new(
        model.Kernel.ToString(), Labels(model), model.TrainingRows, [.. model.AtBounds], Search(model),
        Bound: model.Fitted.Bound);

    public static GramInducedClasses Encode(DirichletClassModel model) => new(
        model.Kernel.ToString(), Labels(model), model.TrainingRows, [.. model.AtBounds], Search(model),
        Concentration: model.Fitted.Concentration, Centres: [.. model.Fitted.Centres]);

    public static VariationalClassModel DecodeVariational(
        GramInducedClasses state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        if (state.Bound is not { } bound || state.Concentration is not null || state.Centres is not null)
        {
            throw new JsonException("A variational classifier has a bound, and nothing of Dirichlet targets.");
        }

        double[] labels = Labels(state);
        InducedPosterior[] machines =
            Read(state, labels.Length == 2 ? 1 : labels.Length, dimension, certificate, file);
        var recipe = new VariationalClassifier(machines[0].Kernel)
        {
            Optimize = false,
            InducingCount = machines[0].InducingPoints.Count,
        };
        var model = new VariationalClassModel(new FittedVariationalClassifier(recipe, labels, machines)
        {
            Bound = bound,
            Certificate = certificate,
            Optimization = state.Search is null ? null : RegressorCodec.Decode(state.Search),
            AtBounds = state.AtBounds,
        })
        {
            TrainingRows = Guard.AtLeast(state.TrainingRows, machines[0].InducingPoints.Count),
        };
        SystemCheck.Probabilities(model, machines[0].InducingPoints);
        return model;
    }

    public static DirichletClassModel DecodeDirichlet(
        GramInducedClasses state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        if (state.Concentration is not { } concentration || state.Centres is not { } centres || state.Bound is not null)
        {
            throw new JsonException("Dirichlet targets have a concentration and centres, and no bound.");
        }

        double[] labels = Labels(state);
        InducedPosterior[] machines = Read(state, labels.Length, dimension, certificate, file);
        Guard.Length(centres.Length, labels.Length, nameof(centres));
        var recipe = new DirichletClassifier(machines[0].Kernel)
        {
            Optimize = false,
            Concentration = concentration,
            InducingCount = machines[0].InducingPoints.Count,
        };
        var fitted = new FittedDirichletClassifier(
            recipe, labels, machines[0].InducingPoints, [.. machines.Select(machine => new InducedLatent(machine))],
            GramNumbers.Bounded(centres, nameof(centres)))
        {
            Kernel = machines[0].Kernel,
            Concentration = concentration,
            LogEvidence = null,
            Certificate = certificate,
        };
        var model = new DirichletClassModel(fitted, rowLabels: null)
        {
            TrainingRows = Guard.AtLeast(state.TrainingRows, machines[0].InducingPoints.Count),
            Search = state.Search is null ? null : RegressorCodec.Decode(state.Search),
            AtBounds = state.AtBounds,
        };
        SystemCheck.Probabilities(model, fitted.KeptPoints);
        return model;
    }

    private static TensorEntry[] Arrays(IReadOnlyList<InducedPosterior> machines)
    {
        InducedPosterior first = machines[0];
        var means = new Matrix<double>(first.InducingPoints.Count, machines.Count);
        for (int i = 0; i < means.Rows; i++)
        {
            for (int f = 0; f < means.Columns; f++)
            {
                means[i, f] = machines[f].Mean[i, 0];
            }
        }

        return
        [
            TensorEntry.FromMatrix(InducingPoints, first.InducingPoints.Values.ToMatrix()),
            TensorEntry.FromLowerTriangle(Factor, first.Factor),
            TensorEntry.FromMatrix(Means, means),
            .. machines.Select((machine, f) => TensorEntry.FromLowerTriangle(NameOf(f), machine.PrecisionFactor)),
        ];
    }

    private static InducedPosterior[] Read(
        GramInducedClasses state, int functions, int dimension, Certificate certificate, SafetensorsReader file)
    {
        Matrix<double> inducing = file.ReadMatrix(InducingPoints);
        Guard.Length(inducing.Columns, dimension, InducingPoints);
        var points = new Points(inducing);
        Kernel kernel = KernelText.Parse(state.Kernel, points);
        Matrix<double> factor = SparseCodec.ReadFactor(file, Factor, points.Count);
        SystemCheck.Factor(kernel, points, Guard.NonNegative(certificate.Jitter), factor);
        Matrix<double> means = file.ReadMatrix(Means);
        Guard.Length(means.Rows, points.Count, Means);
        Guard.Length(means.Columns, functions, Means);
        return
        [
            .. Enumerable.Range(0, functions).Select(f => new InducedPosterior
            {
                Kernel = kernel,
                NoiseVariance = 0,
                InducingPoints = points,
                Factor = factor,
                PrecisionFactor = SparseCodec.ReadFactor(file, NameOf(f), points.Count),
                Mean = Matrix<double>.FromRowMajor(
                    points.Count, 1, GramNumbers.Bounded(means.View.ColumnToArray(f), Means)),
            }),
        ];
    }

    private static double[] Labels(GramInducedClasses state) =>
        state.Labels.Length >= 2 && state.Labels.Order().SequenceEqual(Enumerable.Range(0, state.Labels.Length))
            ? Array.ConvertAll(state.Labels, label => (double)label)
            : throw new JsonException("The labels are not the classes, each once.");

    private static int[] Labels(IKernelClassifier model) => [.. model.Labels.Select(label => (int)label)];

    private static GramSearch? Search(IKernelClassifier model) =>
        model.Search is { } search ? RegressorCodec.Encode(search) : null;

    private static InducedPosterior[] Posteriors(DirichletClassModel model) =>
        [.. model.Fitted.Posteriors.Cast<InducedLatent>().Select(latent => latent.Posterior)];

    private static string NameOf(int function) =>
        PrecisionFactor + function.ToString(CultureInfo.InvariantCulture);
}
