namespace Gramian.Models;

/// <summary>The names of the kinds of models.</summary>
public static class ModelKindText
{
    private static readonly (ModelKind Kind, string Short, string Title)[] Names =
    [
        (ModelKind.GaussianProcess, "gp", "Gaussian process"),
        (ModelKind.KernelRidge, "krr", "Kernel ridge regression"),
        (ModelKind.IterativeGaussianProcess, "gp-iterative", "Gaussian process by iteration"),
        (ModelKind.SparseGaussianProcess, "sgpr", "Gaussian process through inducing points"),
        (ModelKind.NystromRidge, "nystrom", "Kernel ridge regression on centres"),
        (ModelKind.StochasticGaussianProcess, "svgp", "Gaussian process learnt from batches"),
        (ModelKind.VecchiaProcess, "vecchia", "Gaussian process of nearest neighbours"),
        (ModelKind.SupportVectors, "svm", "Support vector machine"),
        (ModelKind.GridProcess, "gp-grid", "Gaussian process on a grid"),
        (ModelKind.FourierProcess, "gp-fourier", "Gaussian process in Fourier features"),
        (ModelKind.GaussianProcessClassifier, "gpc", "Gaussian process classifier"),
        (ModelKind.KernelLogistic, "logistic", "Kernel logistic regression"),
        (ModelKind.SupportVectorRegression, "svr", "Support vector regression"),
        (ModelKind.OneClassSupport, "ocsvm", "One-class support vector machine"),
        (ModelKind.KernelRidgeClassifier, "krc", "Kernel ridge classification"),
        (ModelKind.DirichletClassifier, "dirichlet", "Gaussian process of Dirichlet targets"),
    ];

    /// <summary>The short names of the models that are fitted to tables, in the order of the kinds.</summary>
    public static IReadOnlyList<string> ShortNames { get; } =
        [.. Names.Where(name => name.Kind.IsFitted()).Select(name => name.Short)];

    /// <summary>The short name, such as "gp".</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static string ShortName(this ModelKind kind) => Find(kind).Short;

    /// <summary>The name in a heading, such as "Gaussian process".</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static string Title(this ModelKind kind) => Find(kind).Title;

    /// <summary>Whether the model is a Gaussian process, which knows the uncertainty of its function.</summary>
    public static bool IsProcess(this ModelKind kind) =>
        kind is not (ModelKind.KernelRidge or ModelKind.NystromRidge or ModelKind.SupportVectorRegression)
        && kind.Task() == ModelTask.Regression;

    /// <summary>Whether the model is fitted to tables here; the others are kept and used only.</summary>
    public static bool IsFitted(this ModelKind kind) =>
        kind is not (ModelKind.SupportVectorRegression or ModelKind.OneClassSupport);

    /// <summary>What the model predicts.</summary>
    public static ModelTask Task(this ModelKind kind) =>
        kind is ModelKind.SupportVectors or ModelKind.GaussianProcessClassifier or ModelKind.KernelLogistic
            or ModelKind.OneClassSupport or ModelKind.KernelRidgeClassifier
            or ModelKind.DirichletClassifier
            ? ModelTask.Classification
            : ModelTask.Regression;

    /// <summary>The short names of the models of a task that are fitted, in the order of the kinds.</summary>
    /// <param name="task">What they predict.</param>
    public static IReadOnlyList<string> ShortNamesOf(ModelTask task) =>
        [.. Names.Where(name => name.Kind.Task() == task && name.Kind.IsFitted()).Select(name => name.Short)];

    /// <summary>The fitted kind of a short name; null when there is none.</summary>
    /// <param name="name">The short name.</param>
    public static ModelKind? Parse(string name) =>
        Array.Find(Names, entry => entry.Short == name && entry.Kind.IsFitted()) is { Short: not null } found
            ? found.Kind
            : null;

    private static (ModelKind Kind, string Short, string Title) Find(ModelKind kind) =>
        Array.Find(Names, entry => entry.Kind == kind) is { Short: not null } found
            ? found
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "The kind must be one of the list.");
}
