using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Smoothing;

/// <summary>Represents kernel regression: a constant or a plane fitted around each query. Immutable.</summary>
/// <remarks>
/// Weights are exp(−r²/2), r in bandwidths. Unless given, the bandwidths minimise the leave-one-out squared error,
/// which is known in closed form, on at most <see cref="MostRows"/> rows; they are carried to all by the
/// power −1/(d + 4) of the number. A column whose bandwidth ends at the largest one does not help. Where too few points
/// are near to give a slope, a constant takes the place of the plane. A query takes O(n d²) time.
/// </remarks>
[Paper("nadaraya1964estimating")]
[Paper("fan1996local")]
public sealed record LocalRegression : IRegressionRecipe
{
    private const double LeastLog = -3;
    private const double LargestLog = 5;
    private const int Rounds = 3;
    private const int Band = 16;
    private const ulong Task = 3;

    /// <inheritdoc/>
    public string Name => Order == LocalOrder.Linear ? "local-linear" : "nadaraya-watson";

    /// <summary>What is fitted; a plane by default.</summary>
    public LocalOrder Order { get; init; } = LocalOrder.Linear;

    /// <summary>A given bandwidth, in place of a search; null to search.</summary>
    public Bandwidth? Bandwidth { get; init; }

    /// <summary>
    /// What is searched: a number for each axis (the default), or one factor on their standard deviations.
    /// </summary>
    public BandwidthShape Shape { get; init; } = BandwidthShape.PerAxis;

    /// <summary>The most rows on which the bandwidths are searched; at least 10; 600 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 10.</exception>
    public int MostRows { get; init => field = Guard.AtLeast(value, 10, nameof(MostRows)); } = 600;

    /// <summary>The seed of the choice of rows.</summary>
    public ulong Seed { get; init; }

    IRegressor IRegressionRecipe.Fit(Points inputs, MatrixView<double> targets, ComputeOptions? options) =>
        Fit(inputs, targets, options);

    /// <summary>Fits the recipe; the recipe itself is not changed.</summary>
    /// <param name="inputs">The n training inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="targets">The training targets, [n, q], row i belonging to input i; copied.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// The shapes disagree, there is no row, a target is not finite, the bandwidth has another dimension, or a full one
    /// is to be searched.
    /// </exception>
    public FittedLocalRegression Fit(Points inputs, MatrixView<double> targets, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        RegressionData.CheckTargets(inputs, targets);
        Matrix<double> values = targets.ToMatrix();
        if (Bandwidth is { } given)
        {
            Guard.Length(given.Dimension, inputs.Dimension, nameof(Bandwidth));
            return new FittedLocalRegression(Order, given, inputs, values, 0, options);
        }

        if (Shape == BandwidthShape.Full)
        {
            throw new ArgumentException("A full bandwidth is not searched: give it, or ask for PerAxis.",
                nameof(Shape));
        }

        (Bandwidth found, int evaluations) = Search(inputs, values, options);
        return new FittedLocalRegression(Order, found, inputs, values, evaluations, options);
    }

    private (Bandwidth Found, int Evaluations) Search(Points inputs, Matrix<double> values, ComputeOptions? options)
    {
        int n = inputs.Count;
        int[] rows = n <= MostRows ? [.. Enumerable.Range(0, n)]
            : new RandomStream(Seed, Task).Permutation(n)[..MostRows];
        Points some = inputs.Select(rows);
        ColumnScaling scaling = ColumnScaling.Fit(inputs.Values);
        bool[] free = Array.ConvertAll(ColumnScaling.Spreads(inputs.Values), spread => spread > 0);
        int d = free.Count(varies => varies);    // a constant column has no part in the rate
        double power = Math.Pow(rows.Length, -1.0 / (d + 4));
        double[] targetSpreads = Array.ConvertAll(ColumnScaling.Spreads(values), spread => spread > 0 ? spread : 1);
        var chosen = new Matrix<double>(rows.Length, values.Columns);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int o = 0; o < values.Columns; o++)
            {
                chosen[i, o] = values[rows[i], o] / targetSpreads[o];
            }
        }

        Bandwidth Scaled(double[] logs) => Bandwidth.OfAxes(
            [.. logs.Select((log, j) => scaling.Scales[j] * (free[j] ? power * Math.Exp(log) : 1))]);
        (double[] best, int evaluations) = rows.Length < 2 || !free.Contains(true)
            ? (new double[free.Length], 0)
            : AxisSearch.Minimize(
                logs => LeaveOneOutError(Scaled(logs).Scale(some), chosen, options), free, LeastLog, LargestLog,
                Shape == BandwidthShape.Scalar ? 0 : Rounds);
        double carry = Math.Pow((double)n / rows.Length, -1.0 / (d + 4));
        return (Scaled(best).Times(carry), evaluations);
    }

    // The mean squared error of leaving out, over all targets.
    private double LeaveOneOutError(Points scaled, Matrix<double> targets, ComputeOptions? options)
    {
        int n = scaled.Count;
        var errors = new double[n];
        WorkerTeam.Run((n + Band - 1) / Band, block =>
        {
            (double[] kernel, double[] fit) = (new double[n], new double[n]);
            for (int i = block * Band; i < Math.Min(n, (block + 1) * Band); i++)
            {
                LocalWeights.Fill(scaled.Values.Row(i), scaled, i, Order, kernel, fit);
                for (int o = 0; o < targets.Columns; o++)
                {
                    double residual = targets[i, o];
                    for (int j = 0; j < n; j++)
                    {
                        residual -= fit[j] * targets[j, o];
                    }

                    errors[i] += residual * residual;
                }
            }
        }, options);
        return errors.Sum() / n;
    }
}
