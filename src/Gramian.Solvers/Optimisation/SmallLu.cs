namespace Gramian.Solvers.Optimisation;

/// <summary>The LU factors, with row exchanges, of a matrix of a few dozen rows.</summary>
internal sealed class SmallLu
{
    private readonly double[,] factors;
    private readonly int[] exchanges;

    private SmallLu(double[,] factors, int[] exchanges) => (this.factors, this.exchanges) = (factors, exchanges);

    /// <summary>Factorises in place; null when a pivot is zero or not finite.</summary>
    public static SmallLu? TryFactor(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        var exchanges = new int[n];
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(matrix[i, k]) > Math.Abs(matrix[pivot, k]))
                {
                    pivot = i;
                }
            }

            exchanges[k] = pivot;
            double head = matrix[pivot, k];
            if (head == 0 || !double.IsFinite(head))
            {
                return null;
            }

            for (int j = 0; j < n && pivot != k; j++)
            {
                (matrix[k, j], matrix[pivot, j]) = (matrix[pivot, j], matrix[k, j]);
            }

            for (int i = k + 1; i < n; i++)
            {
                double factor = matrix[i, k] /= head;
                for (int j = k + 1; j < n; j++)
                {
                    matrix[i, j] -= factor * matrix[k, j];
                }
            }
        }

        return new SmallLu(matrix, exchanges);
    }

    public void Solve(Span<double> vector)
    {
        int n = exchanges.Length;
        for (int i = 0; i < n; i++)
        {
            (vector[i], vector[exchanges[i]]) = (vector[exchanges[i]], vector[i]);
        }

        for (int i = 1; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                vector[i] -= factors[i, j] * vector[j];
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++)
            {
                vector[i] -= factors[i, j] * vector[j];
            }

            vector[i] /= factors[i, i];
        }
    }
}
