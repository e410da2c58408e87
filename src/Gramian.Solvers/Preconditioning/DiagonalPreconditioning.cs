using System.Globalization;
using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Solvers.Preconditioning;

/// <summary>Represents the preconditioner of Jacobi, P = diag(A) + λI.</summary>
[Paper("golub2013matrix", Where = "section 11.5")]
public sealed record DiagonalPreconditioning : IPreconditioning
{
    /// <inheritdoc/>
    public string Name => "the diagonal";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The operator does not give its diagonal, or an element of it is not
    /// positive.</exception>
    public IPreconditioner Prepare(LinearOperator a, double shift, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (a is not IDiagonal access)
        {
            throw new ArgumentException(
                $"The operator must give its diagonal, but a {a.GetType().Name} does not.", nameof(a));
        }

        var diagonal = new double[a.Rows];
        access.CopyDiagonal(diagonal);
        for (int i = 0; i < diagonal.Length; i++)
        {
            diagonal[i] += shift;
            if (!(diagonal[i] > 0) || !double.IsFinite(diagonal[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The shifted diagonal must be positive and finite, but row {i} was {diagonal[i]}."), nameof(a));
            }
        }

        return new Prepared(diagonal);
    }

    private sealed class Prepared(double[] diagonal) : IPreconditioner
    {
        public int Size => diagonal.Length;

        public double LogDeterminant => diagonal.Sum(Math.Log);

        public void Apply(MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions? options = null) =>
            Divide(vectors, destination, element => element);

        public void ApplyRoot(
            MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions? options = null) =>
            Divide(vectors, destination, Math.Sqrt);

        private void Divide(
            MatrixView<double> vectors, MatrixView<double> destination, Func<double, double> divisor)
        {
            Guard.Length(vectors.Rows, Size, nameof(vectors));
            Guard.Length(destination.Rows, Size, nameof(destination));
            Guard.Length(destination.Columns, vectors.Columns, nameof(destination));
            for (int i = 0; i < diagonal.Length; i++)
            {
                double scale = 1 / divisor(diagonal[i]);
                ReadOnlySpan<double> source = vectors.Row(i);
                Span<double> target = destination.Row(i);
                for (int j = 0; j < source.Length; j++)
                {
                    target[j] = scale * source[j];
                }
            }
        }
    }
}
