using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Logistic;

/// <summary>
/// Functions f = (coefficients) + b that are being fitted: what depends on how they are held, between Newton's steps.
/// </summary>
/// <remarks>‖f‖² = ⟨C, M C⟩ for coefficients C, [p, q]; F = E C + b are the values at the rows.</remarks>
internal abstract class LogisticSystem : IDisposable
{
    protected LogisticSystem(int rows, int coefficients, int columns, bool hasIntercept)
    {
        HasIntercept = hasIntercept;
        Coefficients = new Matrix<double>(coefficients, columns);
        Measured = new Matrix<double>(coefficients, columns);
        Scores = new Matrix<double>(rows, columns);
        Intercepts = new double[columns];
    }

    /// <summary>C, [p, q].</summary>
    public Matrix<double> Coefficients { get; }

    /// <summary>b, [q]; zeros without an intercept.</summary>
    public double[] Intercepts { get; }

    /// <summary>F, [n, q].</summary>
    public Matrix<double> Scores { get; }

    public bool HasIntercept { get; }

    /// <summary>How the equations of a step are solved, as a short phrase.</summary>
    public abstract string Method { get; }

    /// <summary>‖f‖², summed over the functions.</summary>
    public double SquaredNorm => Inner(Coefficients, Measured);

    /// <summary>The mean of k(x, x) over the points that the functions are made of.</summary>
    public abstract double MeanDiagonal { get; }

    protected Matrix<double> Measured { get; }

    /// <summary>The gradient in the space of functions, by its coefficients r = gather(G) + μC, and M r.</summary>
    public (Matrix<double> Gradient, Matrix<double> Measured) Gradient(
        Matrix<double> slopes, double weight, ComputeOptions options)
    {
        Matrix<double> gradient = Gather(slopes, options);
        for (int i = 0; i < gradient.Rows; i++)
        {
            VectorOps.Axpy(weight, Coefficients.Row(i), gradient.Row(i));
        }

        return (gradient, Measure(gradient, options));
    }

    /// <summary>The Newton step for a gradient.</summary>
    /// <param name="curvature">D, [n, q].</param>
    /// <param name="weight">μ = Nλ.</param>
    /// <param name="gradient">r, and M r.</param>
    /// <param name="slopeSums">The sums of G by columns, the gradient of b; [q].</param>
    /// <param name="accuracy">The relative residual that iterations must reach.</param>
    /// <param name="options">Threads and cancellation.</param>
    public LogisticStep Step(
        Matrix<double> curvature,
        double weight,
        (Matrix<double> Gradient, Matrix<double> Measured) gradient,
        double[] slopeSums,
        double accuracy,
        ComputeOptions options)
    {
        var intercepts = new double[Intercepts.Length];
        Matrix<double> change = Solve(curvature, weight, gradient, slopeSums, intercepts, accuracy, options);
        Matrix<double> measured = Measure(change, options);
        double slope = Inner(change, gradient.Measured);
        for (int c = 0; c < intercepts.Length; c++)
        {
            slope += intercepts[c] * slopeSums[c];
        }

        return new LogisticStep(
            change, intercepts, measured, Expand(change, measured, intercepts, options), slope,
            Inner(change, Measured), Inner(change, measured));
    }

    /// <summary>Goes a share of a step.</summary>
    public void Advance(LogisticStep step, double share)
    {
        Add(share, step.Change, Coefficients);
        Add(share, step.Measured, Measured);
        Add(share, step.Scores, Scores);
        for (int c = 0; c < Intercepts.Length; c++)
        {
            Intercepts[c] += share * step.Intercepts[c];
        }
    }

    /// <summary>Takes the coefficients and intercepts of another fit.</summary>
    public void Start(Matrix<double> coefficients, double[] intercepts, ComputeOptions options)
    {
        coefficients.View.CopyTo(Coefficients);
        intercepts.CopyTo(Intercepts, 0);
        Matrix<double> measured = Measure(Coefficients, options);
        measured.View.CopyTo(Measured);
        Expand(Coefficients, measured, intercepts, options).View.CopyTo(Scores);
    }

    public virtual void Dispose()
    {
        Coefficients.Dispose();
        Measured.Dispose();
        Scores.Dispose();
    }

    /// <summary>What slopes at the rows are in coefficients, [p, q].</summary>
    protected abstract Matrix<double> Gather(Matrix<double> slopes, ComputeOptions options);

    /// <summary>M · coefficients.</summary>
    protected abstract Matrix<double> Measure(Matrix<double> coefficients, ComputeOptions options);

    /// <summary>E · coefficients + intercepts.</summary>
    protected abstract Matrix<double> Expand(
        Matrix<double> coefficients, Matrix<double> measured, double[] intercepts, ComputeOptions options);

    /// <summary>Solves the Newton equations.</summary>
    protected abstract Matrix<double> Solve(
        Matrix<double> curvature,
        double weight,
        (Matrix<double> Gradient, Matrix<double> Measured) gradient,
        double[] slopeSums,
        double[] intercepts,
        double accuracy,
        ComputeOptions options);

    protected static double Inner(Matrix<double> a, Matrix<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Rows; i++)
        {
            sum += VectorOps.Dot<double>(a.Row(i), b.Row(i));
        }

        return sum;
    }

    protected static void Add(double factor, Matrix<double> source, Matrix<double> destination)
    {
        for (int i = 0; i < source.Rows; i++)
        {
            VectorOps.Axpy(factor, source.Row(i), destination.Row(i));
        }
    }

    protected static void AddToRows(double[] intercepts, Matrix<double> matrix)
    {
        for (int i = 0; i < matrix.Rows; i++)
        {
            VectorOps.Axpy(1.0, intercepts, matrix.Row(i));
        }
    }
}
