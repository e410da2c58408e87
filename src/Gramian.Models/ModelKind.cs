namespace Gramian.Models;

/// <summary>The models that can be fitted to a table and kept in a file: the closed list.</summary>
public enum ModelKind
{
    /// <summary>Exact Gaussian process regression, "gp".</summary>
    GaussianProcess,

    /// <summary>Kernel ridge regression, "krr".</summary>
    KernelRidge,

    /// <summary>Gaussian process regression by products with the kernel matrix, "gp-iterative".</summary>
    IterativeGaussianProcess,

    /// <summary>Gaussian process regression through inducing points, "sgpr".</summary>
    SparseGaussianProcess,

    /// <summary>Kernel ridge regression on centres, "nystrom".</summary>
    NystromRidge,

    /// <summary>Gaussian process regression through inducing points, learnt from batches of rows, "svgp".</summary>
    StochasticGaussianProcess,

    /// <summary>Gaussian process regression in which a row is given its nearest neighbours, "vecchia".</summary>
    VecchiaProcess,

    /// <summary>Classification by support vectors, "svm".</summary>
    SupportVectors,

    /// <summary>Exact Gaussian process regression of points that fill a grid, "gp-grid".</summary>
    GridProcess,

    /// <summary>Gaussian process regression of 1 to 3 inputs in equispaced Fourier features, "gp-fourier".</summary>
    FourierProcess,

    /// <summary>Classification by an exact Gaussian process, "gpc".</summary>
    GaussianProcessClassifier,

    /// <summary>Classification by kernel logistic regression, on all rows or on centres, "logistic".</summary>
    KernelLogistic,

    /// <summary>Regression by support vectors, "svr"; it comes from a file of another program.</summary>
    SupportVectorRegression,

    /// <summary>The support of one class, "ocsvm"; it comes from a file of another program.</summary>
    OneClassSupport,

    /// <summary>Classification by kernel ridge regression, on all rows or on centres, "krc".</summary>
    KernelRidgeClassifier,

    /// <summary>Classification by Gaussian process regression of Dirichlet targets, "dirichlet".</summary>
    DirichletClassifier,
}
