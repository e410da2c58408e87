using Gramian.Models.Calibration;
using Gramian.Models.Tables;
using Gramian.Numerics;

namespace Gramian.Models;

/// <summary>
/// Represents what a person may choose when a model is fitted to a table. The defaults need no thought.
/// </summary>
public sealed record FitOptions
{
    /// <summary>The kernel that <see cref="Kernel"/> means when it is null, for a Gaussian process.</summary>
    public const string DefaultKernel = "matern52(lengthscale=ard) + linear";

    /// <summary>
    /// What <see cref="Kernel"/> means when it is null and the only input is equally spaced, in a process on a grid.
    /// </summary>
    public const string LineKernel = "1 * matern52(lengthscale=ard)";

    /// <summary>What <see cref="Kernel"/> means when it is null and the inputs fill another grid.</summary>
    public const string GridKernel = "1 * rbf(lengthscale=ard)";

    /// <summary>The text that asks for a kernel search.</summary>
    public const string AutomaticKernel = "auto";

    /// <summary>The model; null (the default) leaves it to <see cref="Planning.Planner.Choose"/>.</summary>
    public ModelKind? Model { get; init; }

    /// <summary>
    /// Whether the target is a number or a class; null (the default) looks at the model, then at the target, see
    /// <see cref="TargetTask"/>.
    /// </summary>
    public ModelTask? Task { get; init; }

    /// <summary>How the system is solved; by the planner by default. It must be one that the model has.</summary>
    public FitSolver Solver { get; init; }

    /// <summary>The number of inducing points or centres; null (the default) leaves it to the planner.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? Centres
    {
        get;
        init => field = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(Centres));
    }

    /// <summary>
    /// The kernel as text, such as "0.8 * rbf(lengthscale=ard) + linear"; "auto" to search for one; null for
    /// <see cref="DefaultKernel"/>, or for kernel ridge regression a Matérn-5/2 kernel of a chosen lengthscale. Inputs
    /// are
    /// standardised, so lengthscales are in standard deviations.
    /// </summary>
    public string? Kernel { get; init; }

    /// <summary>The names of the input columns; null for all but the target.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>What is done about missing inputs.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>The largest number of levels of a category that get a feature.</summary>
    public int LevelLimit { get; init; } = 50;

    /// <summary>The seed of everything that is random.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of folds in which everything is fitted anew; 0 for leave-one-out in closed form.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or 1.</exception>
    public int Folds
    {
        get;
        init => field = value == 0 ? 0 : Guard.AtLeast(value, 2, nameof(Folds));
    }

    /// <summary>The number of further starts of the hyperparameter search.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Restarts { get; init => field = Guard.AtLeast(value, 0, nameof(Restarts)); } = 3;

    /// <summary>
    /// The standard deviation of the noise, in the unit of the target, held fixed; null to estimate it. Only a Gaussian
    /// process takes it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double? NoiseStandardDeviation
    {
        get;
        init => field = value is null ? null : Guard.NonNegative(value.Value, nameof(NoiseStandardDeviation));
    }

    /// <summary>
    /// How much a row of each class counts; null (the default) for 1. It makes the target one of classes.
    /// </summary>
    public ClassWeighting? ClassWeights { get; init; }

    /// <summary>
    /// How probabilities are learnt from predictions of fits that left a fold out; null (the default) for those that
    /// the model has by itself. It makes the target one of classes, and everything is fitted six times.
    /// </summary>
    public CalibrationMethod? Calibration { get; init; }

    /// <summary>The longest predicted time, in seconds; a fit that is predicted to take longer is refused.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public double TimeLimitSeconds
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, nameof(TimeLimitSeconds));
            field = value;
        }
    } = double.PositiveInfinity;

    /// <summary>Why these options contradict each other, as a sentence; null when they do not.</summary>
    public string? Conflict
    {
        get
        {
            if (Task is { } task && SettledModel is { } settled && settled.Task() != task)
            {
                return $"The model '{settled.ShortName()}' is not one for {task.ToString().ToLowerInvariant()}, whose "
                    + $"models are {string.Join(", ", ModelKindText.ShortNamesOf(task))}.";
            }

            if (AskedTask == ModelTask.Classification && NoiseStandardDeviation is not null)
            {
                return "Noise has a standard deviation in the unit of a number, but the target is a class.";
            }

            if (ClassWeights is not null && (AskedTask == ModelTask.Regression
                || SettledModel is not (null or ModelKind.SupportVectors or ModelKind.KernelLogistic
                    or ModelKind.KernelRidgeClassifier)))
            {
                return AskedTask == ModelTask.Regression
                    ? "Classes have weights, but the target is a number."
                    : $"The model '{SettledModel!.Value.ShortName()}' takes no weights of classes: 'svm', "
                        + "'logistic' and 'krc' do.";
            }

            if (Calibration is not null && (AskedTask == ModelTask.Regression || ClassWeights is not null))
            {
                return AskedTask == ModelTask.Regression
                    ? "Probabilities of classes are calibrated, but the target is a number."
                    : "Calibration counts every row once, which would undo the weights of classes: leave out one of "
                        + "the two.";
            }

            if (AskedTask == ModelTask.Classification && Kernel == AutomaticKernel)
            {
                return "A kernel is searched for with a target of numbers only: name one, or leave it out.";
            }

            if (Model is ModelKind.GaussianProcessClassifier or ModelKind.KernelLogistic
                or ModelKind.KernelRidgeClassifier or ModelKind.DirichletClassifier && HasWhite(Kernel))
            {
                return "A white term is noise of a number, but the target is a class: leave it out of the kernel.";
            }

            if (Solver != FitSolver.Automatic && Model is { } model && !Solvers(model).Contains(Solver))
            {
                return Solvers(model) is []
                    ? $"The model '{model.ShortName()}' has one way to be solved: leave the solver to the planner."
                    : $"The model '{model.ShortName()}' is not solved by {Solver}, but by "
                        + $"{string.Join(" or ", Solvers(model))}.";
            }

            return Centres is not null && !TakesCentres
                ? "A number of centres belongs to the models 'sgpr', 'svgp', 'nystrom', 'logistic', 'krc' and "
                    + "'dirichlet', and to 'gpc' by the solver 'variational': name one of them."
                : null;
        }
    }

    private bool TakesCentres => Solver == FitSolver.Variational || SettledModel is ModelKind.SparseGaussianProcess
        or ModelKind.StochasticGaussianProcess or ModelKind.NystromRidge or ModelKind.KernelLogistic
        or ModelKind.KernelRidgeClassifier or ModelKind.DirichletClassifier;

    /// <summary>The task that is asked for, by name or by a model of it; null when the target decides.</summary>
    internal ModelTask? AskedTask => Task ?? SettledModel?.Task()
        ?? (ClassWeights is null && Calibration is null ? null : ModelTask.Classification);

    /// <summary>The model that is asked for, by name or by a solver that only it has; null for the planner's.</summary>
    internal ModelKind? SettledModel => Solver switch
    {
        FitSolver.Cholesky => ModelKind.GaussianProcess,
        FitSolver.ConjugateGradients => ModelKind.IterativeGaussianProcess,
        FitSolver.NormalEquations or FitSolver.Falkon or FitSolver.Sketch => ModelKind.NystromRidge,
        FitSolver.ExpectationPropagation or FitSolver.Laplace or FitSolver.Variational =>
            ModelKind.GaussianProcessClassifier,
        _ => Model,
    };

    /// <summary>How the table becomes points and targets.</summary>
    /// <param name="target">The name of the target.</param>
    public TablePipeline Pipeline(string target) => new(target)
    {
        Columns = Columns,
        Missing = Missing,
        LevelLimit = LevelLimit,
    };

    private static bool HasWhite(string? kernel)
    {
        double? white = null;
        _ = kernel is null or AutomaticKernel ? null : Kernels.Kernel.Parse(kernel).SplitNoise(out white);
        return white is not null;
    }

    private static FitSolver[] Solvers(ModelKind model) => model switch
    {
        ModelKind.GaussianProcess => [FitSolver.Cholesky, FitSolver.ConjugateGradients],
        ModelKind.IterativeGaussianProcess => [FitSolver.ConjugateGradients],
        ModelKind.GaussianProcessClassifier =>
            [FitSolver.ExpectationPropagation, FitSolver.Laplace, FitSolver.Variational],
        ModelKind.NystromRidge => [FitSolver.NormalEquations, FitSolver.Falkon, FitSolver.Sketch],
        _ => [],
    };
}
