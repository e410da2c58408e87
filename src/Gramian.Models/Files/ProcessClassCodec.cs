using System.Text.Json;
using Gramian.Data;
using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.Classification;
using Gramian.Models.TableClasses;
using Gramian.Numerics;

namespace Gramian.Models.Files;

/// <summary>Turns Gaussian-process classifiers into JSON and arrays, and back.</summary>
internal static class ProcessClassCodec
{
    private const string Inputs = "inputs";
    private const string Labels = "labels";

    public static TensorEntry[] Arrays(ProcessClassModel model) =>
    [
        TensorEntry.FromMatrix(Inputs, model.KeptPoints!.Values.ToMatrix()),
        TensorEntry.FromVector(Labels, [.. model.RowLabels.Select(label => (double)label)]),
    ];

    public static GramProcessClasses Encode(ProcessClassModel model) => new(
        model.Kernel.ToString(), [.. model.AtBounds],
        model.Search is { } search ? RegressorCodec.Encode(search) : null,
        model.Inference == LatentInference.Laplace ? null : model.Inference.ToString(),
        model.Kernels.Count == 1 ? null : [.. model.Kernels.Skip(1).Select(kernel => kernel.ToString())]);

    /// <summary>Finds the posterior again, which takes the time of one evaluation of the evidence.</summary>
    public static ProcessClassModel Decode(
        GramProcessClasses state, int dimension, int classes, SafetensorsReader file)
    {
        (Points points, int[] labels) = ReadRows(file, dimension, classes);
        string[] others = state.OtherKernels ?? [];
        Guard.Length(others.Length, state.OtherKernels is null ? 0 : classes - 1, nameof(state.OtherKernels));
        Kernel[] kernels = [.. others.Prepend(state.Kernel).Select(text => KernelText.Parse(text, points))];
        ProcessClassModel model = ProcessClassModel.At(
            Inference(state.Inference), kernels, points, labels,
            state.Search is null ? null : RegressorCodec.Decode(state.Search), state.AtBounds);
        SystemCheck.Probabilities(model, points);
        return model;
    }

    /// <summary>The training rows and the class of each.</summary>
    public static (Points Points, int[] Labels) ReadRows(SafetensorsReader file, int dimension, int classes)
    {
        Matrix<double> inputs = file.ReadMatrix(Inputs);
        Guard.Length(inputs.Columns, dimension, Inputs);
        double[] numbers = GramNumbers.Finite(file.ReadVector(Labels), Labels);
        Guard.Length(numbers.Length, inputs.Rows, Labels);
        return (new Points(inputs), Array.ConvertAll(
            numbers, number => number % 1 == 0 && number >= 0 && number < classes
                ? (int)number
                : throw new JsonException("A label is not a class.")));
    }

    private static LatentInference Inference(string? name) => name switch
    {
        null => LatentInference.Laplace,
        nameof(LatentInference.ExpectationPropagation) => LatentInference.ExpectationPropagation,
        _ => throw new JsonException($"The approximation '{DataException.Show(name)}' is not known here."),
    };
}
