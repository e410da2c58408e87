namespace Gramian.Solvers.Optimisation;

/// <summary>
/// The compact limited-memory BFGS matrix B = θI − W M Wᵀ, with W = [Y, θS] of shape [n, 2k] and
/// M = [−D, Lᵀ; L, θSᵀS]⁻¹, from the latest k pairs s = x₊ − x, y = g₊ − g.
/// </summary>
internal sealed class LimitedMemory(int size, int capacity)
{
    private readonly double[][] steps = new double[capacity][];      // s, oldest first
    private readonly double[][] changes = new double[capacity][];    // y, oldest first
    private SmallLu? middle;

    /// <summary>The scale θ = yᵀy / sᵀy of the latest pair; 1 without pairs.</summary>
    public double Theta { get; private set; } = 1;

    /// <summary>The number of pairs, k.</summary>
    public int Pairs { get; private set; }

    /// <summary>The number of columns of W, 2k.</summary>
    public int Width => 2 * Pairs;

    public void Clear()
    {
        Pairs = 0;
        Theta = 1;
        middle = null;
    }

    /// <summary>Adds a pair unless its curvature is too small to keep B positive definite.</summary>
    public void Add(ReadOnlySpan<double> step, ReadOnlySpan<double> change)
    {
        double curvature = Dot(step, change);
        double changeSquared = Dot(change, change);
        if (!(curvature > double.Epsilon) || !(curvature > 2.2e-16 * changeSquared) || !double.IsFinite(changeSquared))
        {
            return;
        }

        int slot = Math.Min(Pairs, capacity - 1);
        if (Pairs == capacity)
        {
            (double[] oldStep, double[] oldChange) = (steps[0], changes[0]);
            Array.Copy(steps, 1, steps, 0, capacity - 1);
            Array.Copy(changes, 1, changes, 0, capacity - 1);
            (steps[slot], changes[slot]) = (oldStep, oldChange);
        }
        else
        {
            (steps[slot], changes[slot]) = (new double[size], new double[size]);
            Pairs++;
        }

        step.CopyTo(steps[slot]);
        change.CopyTo(changes[slot]);
        Theta = changeSquared / curvature;
        FactorMiddle();
    }

    /// <summary>Row i of W, [2k].</summary>
    public void Row(int i, Span<double> row)
    {
        for (int j = 0; j < Pairs; j++)
        {
            row[j] = changes[j][i];
            row[Pairs + j] = Theta * steps[j][i];
        }
    }

    /// <summary>Wᵀ v, [2k].</summary>
    public void TransposedTimes(ReadOnlySpan<double> vector, Span<double> result)
    {
        for (int j = 0; j < Pairs; j++)
        {
            result[j] = Dot(changes[j], vector);
            result[Pairs + j] = Theta * Dot(steps[j], vector);
        }
    }

    /// <summary>M v in place, [2k].</summary>
    public void Middle(Span<double> vector)
    {
        if (Pairs > 0)
        {
            middle!.Solve(vector);
        }
    }

    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private void FactorMiddle()
    {
        int k = Pairs;
        var matrix = new double[2 * k, 2 * k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                double product = Dot(steps[i], changes[j]);
                if (i == j)
                {
                    matrix[i, i] = -product;
                }
                else if (i > j)
                {
                    matrix[k + i, j] = product;
                    matrix[j, k + i] = product;
                }

                matrix[k + i, k + j] = Theta * Dot(steps[i], steps[j]);
            }
        }

        middle = SmallLu.TryFactor(matrix);
        if (middle is null)
        {
            Clear();
        }
    }
}
