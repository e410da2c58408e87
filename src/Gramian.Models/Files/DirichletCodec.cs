using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.Classification;
using Gramian.Models.TableClasses;
using Gramian.Numerics;

namespace Gramian.Models.Files;

/// <summary>Turns exact regressions of Dirichlet targets into JSON and arrays, and back.</summary>
internal static class DirichletCodec
{
    private const string Inputs = "inputs";
    private const string Labels = "labels";

    public static TensorEntry[] Arrays(DirichletClassModel model) =>
    [
        TensorEntry.FromMatrix(Inputs, model.KeptPoints!.Values.ToMatrix()),
        TensorEntry.FromVector(Labels, [.. model.RowLabels!.Select(label => (double)label)]),
    ];

    public static GramDirichlet Encode(DirichletClassModel model) => new(
        model.Kernel.ToString(), model.Fitted.Concentration, [.. model.AtBounds],
        model.Search is { } search ? RegressorCodec.Encode(search) : null);

    /// <summary>Finds the posterior again, which takes the time of one evaluation of the evidence.</summary>
    public static DirichletClassModel Decode(GramDirichlet state, int dimension, int classes, SafetensorsReader file)
    {
        (Points points, int[] labels) = ProcessClassCodec.ReadRows(file, dimension, classes);
        Kernel kernel = KernelText.Parse(state.Kernel, points);
        FittedDirichletClassifier fitted = new DirichletClassifier(kernel)
        {
            Optimize = false,
            Concentration = Guard.InRange(state.Concentration, 1e-100, 1e100),
        }.Fit(points, Array.ConvertAll(labels, label => (double)label));
        var model = new DirichletClassModel(fitted, labels)
        {
            TrainingRows = points.Count,
            Search = state.Search is null ? null : RegressorCodec.Decode(state.Search),
            AtBounds = state.AtBounds,
        };
        SystemCheck.Probabilities(model, points);
        return model;
    }
}
