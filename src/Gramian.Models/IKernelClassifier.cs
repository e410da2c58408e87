using Gramian.Kernels;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models;

/// <summary>Represents a fitted classification by a kernel, of one of the kinds that a model file holds.</summary>
/// <remarks>
/// Fitted to a table, its labels are 0 … k − 1, which stand for the classes of the table in their order. They may come
/// in any order: who reads probabilities looks at <see cref="IClassifier.Labels"/>.
/// </remarks>
public interface IKernelClassifier : IClassifier
{
    /// <summary>Which kind it is.</summary>
    ModelKind Kind { get; }

    /// <summary>The kernel at the chosen hyperparameters.</summary>
    Kernel Kernel { get; }

    /// <summary>How the training problem was solved, and how well.</summary>
    Certificate Certificate { get; }

    /// <summary>The points that the model keeps: training inputs, support vectors or centres; null for none.</summary>
    Points? KeptPoints { get; }

    /// <summary>What was chosen beside the kernel, such as "C = 4", for people.</summary>
    string Settings { get; }

    /// <summary>How the search of hyperparameters ended; null when nothing was searched by gradients.</summary>
    OptimizationResult? Search => null;

    /// <summary>The hyperparameters that a search left on a bound.</summary>
    IReadOnlyList<string> AtBounds => [];
}
