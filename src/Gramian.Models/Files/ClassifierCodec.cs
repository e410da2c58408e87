using System.Text.Json;
using Gramian.Data;
using Gramian.Data.Safetensors;
using Gramian.Models.SupportVectors;
using Gramian.Models.TableClasses;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns fitted classifiers into JSON and arrays, and back: the closed list of kinds for classes.</summary>
internal static class ClassifierCodec
{
    public static List<TensorEntry> Arrays(IKernelClassifier classifier) => classifier switch
    {
        CalibratedClassModel calibrated => Arrays(calibrated.Inner),
        SupportVectorModel machine => [.. SupportVectorCodec.Arrays(machine)],
        ProcessClassModel process => [.. ProcessClassCodec.Arrays(process)],
        LogisticClassModel logistic => [.. LogisticCodec.Arrays(logistic)],
        VariationalClassModel process => [.. InducedClassCodec.Arrays(process)],
        DirichletClassModel { RowLabels: null } induced => [.. InducedClassCodec.Arrays(induced)],
        DirichletClassModel exact => [.. DirichletCodec.Arrays(exact)],
        RidgeClassModel ridge => [.. RidgeClassCodec.Arrays(ridge)],
        OneClassModel support => [.. SupportVectorCodec.Arrays(support.Expansion)],
        _ => throw new NotSupportedException($"A {classifier.GetType().Name} cannot be kept in a file."),
    };

    /// <summary>Puts the state of a classifier into its member of the document.</summary>
    public static GramDocument Into(GramDocument document, IKernelClassifier classifier) => classifier switch
    {
        CalibratedClassModel calibrated => Into(document, calibrated.Inner) with
        {
            Calibration = CalibrationCodec.Encode(calibrated),
        },
        SupportVectorModel machine => document with { SupportVectors = SupportVectorCodec.Encode(machine) },
        ProcessClassModel process => document with { ProcessClasses = ProcessClassCodec.Encode(process) },
        LogisticClassModel logistic => document with { KernelLogistic = LogisticCodec.Encode(logistic) },
        VariationalClassModel process => document with { InducedClasses = InducedClassCodec.Encode(process) },
        DirichletClassModel { RowLabels: null } induced => document with
        {
            InducedClasses = InducedClassCodec.Encode(induced),
        },
        DirichletClassModel exact => document with { DirichletClasses = DirichletCodec.Encode(exact) },
        RidgeClassModel ridge => document with { RidgeClasses = RidgeClassCodec.Encode(ridge) },
        OneClassModel support => document with
        {
            SupportVectors = SupportVectorCodec.Encode(support.Expansion, noiseScale: null),
        },
        _ => throw new NotSupportedException($"A {classifier.GetType().Name} cannot be kept in a file."),
    };

    /// <summary>Decodes the one state that belongs to the kind; any other beside it makes the document wrong.</summary>
    public static IKernelClassifier Decode(
        GramDocument document, int dimension, int classes, Certificate certificate, SafetensorsReader file)
    {
        IKernelClassifier classifier = (document.Kind, document.OnlyState()) switch
        {
            ("support-vectors", GramSupportVectors state) =>
                SupportVectorCodec.Decode(state, dimension, certificate, file),
            ("process-classes", GramProcessClasses state) =>
                ProcessClassCodec.Decode(state, dimension, classes, file),
            ("kernel-logistic", GramLogistic state) => LogisticCodec.Decode(state, dimension, certificate, file),
            ("process-classes", GramInducedClasses state) =>
                InducedClassCodec.DecodeVariational(state, dimension, certificate, file),
            ("dirichlet-classes", GramInducedClasses state) =>
                InducedClassCodec.DecodeDirichlet(state, dimension, certificate, file),
            ("dirichlet-classes", GramDirichlet state) => DirichletCodec.Decode(state, dimension, classes, file),
            ("ridge-classes", GramRidgeClasses state) => RidgeClassCodec.Decode(state, dimension, certificate, file),
            ("one-class", GramSupportVectors state) =>
                SupportVectorCodec.DecodeOneClass(state, dimension, certificate, file),
            _ => throw new JsonException($"The kind '{DataException.Show(document.Kind)}' is not known here."),
        };
        return classifier.Labels.Count != classes
            ? throw new JsonException("The model has another number of classes than its target.")
            : document.Calibration is null ? classifier : CalibrationCodec.Decode(document.Calibration, classifier);
    }
}
