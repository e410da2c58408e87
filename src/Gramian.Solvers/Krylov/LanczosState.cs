using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Solvers.Krylov;

/// <summary>The tridiagonal matrix T of one Lanczos recurrence.</summary>
internal sealed class LanczosState(int limit)
{
    private readonly double[] diagonal = new double[limit];
    private readonly double[] couplings = new double[limit];   // couplings[j] joins j and j + 1

    public double StartNorm { get; set; }

    public int Steps { get; private set; }

    /// <summary>Whether more steps can add nothing.</summary>
    public bool IsExact { get; set; }

    /// <summary>The largest element of T so far: a measure of ‖A‖.</summary>
    public double Scale { get; private set; }

    public void Add(double element, double coupling)
    {
        diagonal[Steps] = element;
        couplings[Steps] = coupling;
        Steps++;
        Scale = Math.Max(Scale, Math.Max(Math.Abs(element), coupling));
    }

    /// <summary>The eigendecomposition of the leading part of T.</summary>
    public SymmetricEigen<double> Decompose(int order)
    {
        using var t = new Matrix<double>(order, order);
        for (int j = 0; j < order; j++)
        {
            t[j, j] = diagonal[j];
            if (j > 0)
            {
                t[j, j - 1] = t[j - 1, j] = couplings[j - 1];
            }
        }

        return SymmetricEigen<double>.Compute(t);
    }

    /// <summary>Σ wⱼ f(θⱼ) ‖z‖² = zᵀ f(A) z by Gauss quadrature.</summary>
    public double Quadrature(Func<double, double> function)
    {
        if (Steps == 0)
        {
            return 0;
        }

        SymmetricEigen<double> eigen = Decompose(Steps);
        double sum = 0;
        for (int j = 0; j < Steps; j++)
        {
            double weight = eigen.Vectors[0, j];
            sum += weight * weight * function(eigen.Values[j]);
        }

        return StartNorm * StartNorm * sum;
    }
}
