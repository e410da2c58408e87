using System.Reflection;
using Gramian.Kernels;
using Gramian.Kernels.Algebra;
using Gramian.Models;
using Gramian.Models.Calibration;
using Gramian.Models.Classification;
using Gramian.Models.Discriminants;
using Gramian.Models.FourierProcesses;
using Gramian.Models.Grids;
using Gramian.Models.LargeRidge;
using Gramian.Models.Logistic;
using Gramian.Models.Regression;
using Gramian.Models.Selection;
using Gramian.Models.SparseProcesses;
using Gramian.Models.SupportVectors;
using Gramian.Models.SupportVectors.Libsvm;
using Gramian.Models.TableClasses;
using Gramian.Models.Vecchia;
using Gramian.Numerics;
using Gramian.Solvers.Optimisation;

namespace Gramian.Cli.Output;

/// <summary>Finds the sources of a model: those that the types it is made of name.</summary>
internal static class Citations
{
    /// <summary>The sources of a model, in the order in which its parts are met.</summary>
    public static IReadOnlyList<Citation> Of(TableModel model)
    {
        var used = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (Type type in Parts(model).Distinct())
        {
            foreach (PaperAttribute paper in type.GetCustomAttributes<PaperAttribute>(inherit: true))
            {
                if (!used.TryGetValue(paper.Key, out List<string>? uses))
                {
                    used[paper.Key] = uses = [];
                }

                uses.Add(paper.Where.Length > 0 ? $"{type.Name}: {paper.Where}" : type.Name);
            }
        }

        return [.. used.Select(pair => new Citation(
            pair.Key,
            Bibliography.Entries.GetValueOrDefault(pair.Key) ?? $"@misc{{{pair.Key},\n}}",
            pair.Value))];
    }

    private static IEnumerable<Type> Parts(TableModel model)
    {
        yield return model.Kind switch
        {
            ModelKind.KernelRidge => typeof(KernelRidge),
            ModelKind.IterativeGaussianProcess => typeof(IterativeGaussianProcess),
            ModelKind.SparseGaussianProcess => typeof(SparseGaussianProcess),
            ModelKind.NystromRidge => typeof(NystromRidge),
            ModelKind.StochasticGaussianProcess => typeof(StochasticGaussianProcess),
            ModelKind.VecchiaProcess => typeof(VecchiaProcess),
            ModelKind.SupportVectors => typeof(SupportVectorClassifier),
            ModelKind.GridProcess => typeof(GridProcess),
            ModelKind.FourierProcess => typeof(FourierProcess),
            ModelKind.GaussianProcessClassifier when Plain(model) is VariationalClassModel =>
                typeof(VariationalClassifier),
            ModelKind.GaussianProcessClassifier => typeof(GaussianProcessClassifier),
            ModelKind.DirichletClassifier => typeof(DirichletClassifier),
            ModelKind.KernelLogistic => typeof(KernelLogisticRegression),
            ModelKind.KernelRidgeClassifier => typeof(RidgeClassTuning),
            ModelKind.SupportVectorRegression => typeof(SupportVectorRegressor),
            ModelKind.OneClassSupport => typeof(OneClassSupportVectors),
            _ => typeof(GaussianProcess),
        };
        if ((model as TableClassifier)?.Classifier is CalibratedClassModel calibrated)
        {
            yield return calibrated.Method switch
            {
                CalibrationMethod.Isotonic => typeof(IsotonicScaling),
                CalibrationMethod.Temperature => typeof(TemperatureScaling),
                _ => typeof(PlattScaling),
            };
        }

        if (model.Kind == ModelKind.SupportVectors)
        {
            if (model.Card.ValidationMethod != LibsvmImport.Validation)
            {
                yield return typeof(SupportVectorTuning);
            }

            yield return typeof(PlattScaling);
            yield return typeof(PairwiseCoupling);
        }

        if (((model as TrainedModel)?.Regressor.Search ?? (model as TableClassifier)?.Classifier.Search) is not null)
        {
            yield return typeof(Lbfgsb);
        }

        if (model.Kind is ModelKind.GaussianProcess or ModelKind.KernelRidge or ModelKind.GridProcess)
        {
            yield return typeof(LeaveOneOut);
        }

        if (model is TrainedModel && model.Card.KernelSearch is not null)
        {
            yield return typeof(KernelSearch);
        }

        foreach (Type kernel in KernelTypes(model.Kernel))
        {
            yield return kernel;
        }

        yield return model is TrainedModel ? typeof(MetricReport) : typeof(ClassificationReport);
        if (model is TableClassifier)
        {
            yield return typeof(ClassificationMetrics);
        }
    }

    private static IKernelClassifier? Plain(TableModel model)
    {
        IKernelClassifier? classifier = (model as TableClassifier)?.Classifier;
        return (classifier as CalibratedClassModel)?.Inner ?? classifier;
    }

    private static IEnumerable<Type> KernelTypes(Kernel kernel)
    {
        IEnumerable<Kernel> parts = kernel switch
        {
            CompositeKernel composite => composite.Parts,
            WrappedKernel wrapped => [wrapped.Inner],
            _ => [],
        };
        return parts.SelectMany(KernelTypes).Prepend(kernel.GetType());
    }
}
