using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Solvers.Preconditioning;
using Xunit;

namespace Gramian.Testing.Solvers;

/// <summary>What every preconditioner must do; a test class names its instances.</summary>
/// <typeparam name="TPreconditioning">The way to make it.</typeparam>
public abstract class PreconditioningConformance<TPreconditioning>
    where TPreconditioning : IPreconditioning
{
    private const int Size = 30;
    private const double Shift = 0.1;

    /// <summary>The preconditioners to try, for an operator of 30 rows.</summary>
    protected abstract IEnumerable<TPreconditioning> Instances { get; }

    /// <summary>P⁻¹ is symmetric positive definite, its root is the root, its determinant is known.</summary>
    [Fact]
    public void Its_parts_agree()
    {
        foreach (TPreconditioning recipe in Instances)
        {
            IPreconditioner p = recipe.Prepare(Decaying(), Shift);
            Assert.Equal(Size, p.Size);
            Assert.NotEmpty(recipe.Name);
            using Matrix<double> unit = Matrix<double>.Identity(Size);
            using var inverse = new Matrix<double>(Size, Size);
            using var root = new Matrix<double>(Size, Size);
            using var twice = new Matrix<double>(Size, Size);
            p.Apply(unit, inverse);
            p.ApplyRoot(unit, root);
            p.ApplyRoot(root, twice);
            for (int i = 0; i < Size; i++)
            {
                for (int j = 0; j < Size; j++)
                {
                    // Elements of P⁻¹ reach 1 / shift.
                    Assert.Equal(inverse[i, j], inverse[j, i], 1e-12 / Shift);
                    Assert.Equal(inverse[i, j], twice[i, j], 1e-12 / Shift);
                }
            }

            Assert.True(CholeskyFactor.TryFactor<double>(inverse, out _));
            Assert.Equal(-CholeskyFactor.LogDeterminant<double>(inverse), p.LogDeterminant, 1e-9);
        }
    }

    /// <summary>Columns do not see each other.</summary>
    [Fact]
    public void Treats_columns_alike()
    {
        foreach (TPreconditioning recipe in Instances)
        {
            IPreconditioner p = recipe.Prepare(Decaying(), Shift);
            using Matrix<double> vectors = WorkloadRandom.NormalMatrix(3, Size, 5);
            using var all = new Matrix<double>(Size, 5);
            using var one = new Matrix<double>(Size, 1);
            p.Apply(vectors, all);
            p.Apply(vectors.View.Slice(0, 2, Size, 1), one);
            for (int i = 0; i < Size; i++)
            {
                Assert.Equal(one[i, 0], all[i, 2], 1e-12 / Shift);
            }
        }
    }

    /// <summary>Shapes that do not fit are refused.</summary>
    [Fact]
    public void Refuses_what_does_not_fit()
    {
        foreach (TPreconditioning recipe in Instances)
        {
            IPreconditioner p = recipe.Prepare(Decaying(), Shift);
            using var right = new Matrix<double>(Size, 2);
            using var wrong = new Matrix<double>(Size + 1, 2);
            using var narrow = new Matrix<double>(Size, 1);
            Assert.Throws<ArgumentException>(() => p.Apply(wrong, right));
            Assert.Throws<ArgumentException>(() => p.Apply(right, wrong));
            Assert.Throws<ArgumentException>(() => p.ApplyRoot(right, narrow));
        }
    }

    /// <summary>The matrix exp(−|i − j| / 6), whose eigenvalues decay.</summary>
    private static DenseOperator Decaying()
    {
        var matrix = new Matrix<double>(Size, Size);
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                matrix[i, j] = Math.Exp(-Math.Abs(i - j) / 6.0);
            }
        }

        return new DenseOperator(matrix, Structure.PositiveDefinite);
    }
}
