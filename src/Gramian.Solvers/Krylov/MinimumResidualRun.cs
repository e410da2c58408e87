using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Krylov;

/// <summary>
/// One run of the method of Paige and Saunders: Lanczos vectors, and Givens rotations of their tridiagonal matrix.
/// </summary>
internal sealed class MinimumResidualRun(
    LinearOperator a, double shift, IPreconditioner? preconditioner, double[] b, ComputeOptions options)
{
    private readonly double[] product = new double[b.Length];
    private readonly double[] scaled = new double[b.Length];      // P⁻¹ of the newest Lanczos vector

    public double[] Solution { get; } = new double[b.Length];

    public int Iterations { get; private set; }

    /// <summary>The true relative residual of the solution.</summary>
    public double Residual { get; private set; }

    public void Iterate(double tolerance, int iterationLimit)
    {
        double norm = VectorOps.Norm2<double>(b);
        if (norm == 0)
        {
            return;
        }

        var rest = (double[])b.Clone();
        double before = double.PositiveInfinity;
        Residual = 1;

        // Rounding makes the recursive residual too small; another round on what is left repairs that, while it helps.
        while (Residual > tolerance && Residual < 0.5 * before && Iterations < iterationLimit)
        {
            // In the norm of P⁻¹ a share may be small that is not in the usual one: then more is asked for.
            double factor = double.IsFinite(before) && preconditioner is not null ? 0.01 : 1;
            before = Residual;
            Round(rest, factor * tolerance * norm / VectorOps.Norm2<double>(rest), iterationLimit);
            Multiply(Solution);
            for (int i = 0; i < b.Length; i++)
            {
                rest[i] = b[i] - product[i];
            }

            Residual = VectorOps.Norm2<double>(rest) / norm;
        }
    }

    private void Multiply(double[] vector)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        a.Apply(vector, product, options);
        if (shift != 0)
        {
            VectorOps.Axpy(shift, vector, product);
        }
    }

    // The norm of a vector by P⁻¹, with P⁻¹ of it in `scaled`.
    private double Scale(double[] vector)
    {
        if (preconditioner is null)
        {
            vector.CopyTo(scaled, 0);
            return VectorOps.Norm2<double>(vector);
        }

        using Matrix<double> column = Matrix<double>.FromRowMajor(vector.Length, 1, vector);
        using Matrix<double> image = Matrix<double>.Uninitialized(vector.Length, 1);
        preconditioner.Apply(column, image, options);
        image.View.ColumnToArray(0).CopyTo(scaled, 0);
        return Math.Sqrt(Math.Max(0, VectorOps.Dot<double>(vector, scaled)));
    }

    // Adds an approximation of (A + shift)⁻¹ rest to the solution, until the share that is left is small enough.
    private void Round(double[] rest, double enough, int iterationLimit)
    {
        int n = rest.Length;
        (double[] older, double[] newer) = ((double[])rest.Clone(), (double[])rest.Clone());
        (double[] v, double[] w, double[] w1) = (new double[n], new double[n], new double[n]);
        double[] w2 = new double[n];
        double beta = Scale(rest);
        enough *= beta;
        double largest = beta;
        (double betaBefore, double dBar, double epsilon, double left) = (0, 0, 0, beta);
        (double cosine, double sine) = (-1, 0);
        while (left > enough && Iterations < iterationLimit)
        {
            Iterations++;
            for (int i = 0; i < n; i++)
            {
                v[i] = scaled[i] / beta;
            }

            Multiply(v);
            if (betaBefore != 0)
            {
                VectorOps.Axpy(-beta / betaBefore, older, product);
            }

            double alpha = VectorOps.Dot<double>(v, product);
            VectorOps.Axpy(-alpha / beta, newer, product);
            (older, newer) = (newer, older);
            product.CopyTo(newer, 0);
            betaBefore = beta;
            beta = Scale(newer);
            largest = Math.Max(largest, Math.Max(Math.Abs(alpha), beta));

            double epsilonBefore = epsilon;
            double delta = (cosine * dBar) + (sine * alpha);
            double gBar = (sine * dBar) - (cosine * alpha);
            (epsilon, dBar) = (sine * beta, -cosine * beta);
            double gamma = Math.Max(double.Hypot(gBar, beta), 2.220446049250313e-16 * largest);
            (cosine, sine) = (gBar / gamma, beta / gamma);
            double length = cosine * left;
            left *= sine;
            (w1, w2, w) = (w2, w, w1);
            for (int i = 0; i < n; i++)
            {
                w[i] = (v[i] - (epsilonBefore * w1[i]) - (delta * w2[i])) / gamma;
            }

            VectorOps.Axpy(length, w, Solution);
            if (beta <= 1e-15 * largest)
            {
                return;
            }
        }
    }
}
