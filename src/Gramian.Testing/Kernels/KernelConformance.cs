using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Xunit;

#pragma warning disable CS1591 // the name of a test says what it checks

namespace Gramian.Testing.Kernels;

/// <summary>What every kernel must do; a kernel's test class gives instances and a naive reference.</summary>
/// <typeparam name="TKernel">The kernel.</typeparam>
public abstract class KernelConformance<TKernel>
    where TKernel : Kernel
{
    private const int Count = 70;      // more than a panel, and not a multiple of a band
    private const int Dimension = 3;

    /// <summary>Resolved kernels for points of three coordinates.</summary>
    protected abstract IEnumerable<TKernel> Instances { get; }

    /// <summary>k(x, y) as the paper says it, with none of the code under test.</summary>
    protected abstract double Reference(TKernel kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y);

    /// <summary>Coordinate k of point i, for kernels that want other points than normal ones.</summary>
    protected virtual double Coordinate(double normal) => normal;

    [Fact]
    public void Single_values_agree_with_the_reference() => ForEach((kernel, points) =>
    {
        for (int i = 0; i < 20; i++)
        {
            for (int j = 0; j < 20; j++)
            {
                ReadOnlySpan<double> x = points.Values.Row(i);
                ReadOnlySpan<double> y = points.Values.Row(j);
                double expected = Reference(kernel, x, y);
                double scale = Math.Abs(Reference(kernel, x, x)) + Math.Abs(Reference(kernel, y, y));

                // A few roundings of the distance, of the exponent and of the formula.
                Assert.Equal(expected, kernel.Evaluate(x, y), 1e-13 * scale);
            }
        }
    });

    [Fact]
    public void A_gram_matrix_has_the_bits_of_single_values() => ForEach((kernel, points) =>
    {
        using Matrix<double> gram = kernel.GramMatrix(points);
        double[] diagonal = new double[points.Count];
        kernel.FillDiagonal(points, diagonal);
        for (int i = 0; i < points.Count; i++)
        {
            Assert.Equal(gram[i, i], diagonal[i]);
            for (int j = 0; j < points.Count; j++)
            {
                Assert.Equal(kernel.Evaluate(points.Values.Row(i), points.Values.Row(j)), gram[i, j]);
                Assert.Equal(gram[j, i], gram[i, j]);
            }
        }
    });

    [Fact]
    public void A_gram_matrix_is_positive_semidefinite_to_rounding() => ForEach((kernel, points) =>
    {
        if (!kernel.IsPositiveSemidefinite)
        {
            return;
        }

        using Matrix<double> gram = kernel.GramMatrix(points);
        double trace = 0;
        for (int i = 0; i < points.Count; i++)
        {
            trace += gram[i, i];
        }

        for (int i = 0; i < points.Count; i++)
        {
            gram[i, i] += trace * points.Count * Math.Pow(2, -52);
        }

        Assert.True(CholeskyFactor.TryFactor<double>(gram, out int pivot),
            $"{kernel}: an eigenvalue is below -n eps trace (pivot {pivot}).");
    });

    [Fact]
    public void The_lower_triangle_alone_leaves_the_upper_untouched() => ForEach((kernel, points) =>
    {
        using Matrix<double> both = kernel.GramMatrix(points);
        using var lower = new Matrix<double>(points.Count, points.Count);
        lower.View.Fill(-77);
        kernel.FillGram(points, lower, GramTriangle.Lower);
        for (int i = 0; i < points.Count; i++)
        {
            for (int j = 0; j < points.Count; j++)
            {
                Assert.Equal(j <= i ? both[i, j] : -77, lower[i, j]);
            }
        }
    });

    [Fact]
    public void A_far_outlier_changes_no_other_value() => ForEach((kernel, points) =>
    {
        using Matrix<double> before = kernel.GramMatrix(points);
        var values = new Matrix<double>(points.Count + 1, Dimension);
        points.Values.CopyTo(values.View.Slice(0, 0, points.Count, Dimension));
        values.Row(points.Count).Fill(1e7);
        using Matrix<double> after = kernel.GramMatrix(new Points(values));
        for (int i = 0; i < points.Count; i++)
        {
            Assert.True(before.Row(i).SequenceEqual(after.Row(i)[..points.Count]));
        }
    });

    [Fact]
    public void Squared_distances_beyond_the_largest_number_are_no_NaN() => ForEach((kernel, points) =>
    {
        Matrix<double> values = points.Values.ToMatrix();
        for (int i = 0; i < points.Count; i += 2)
        {
            values.Row(i).Fill(1e200 * (i - 3));
        }

        using Matrix<double> gram = kernel.GramMatrix(new Points(values));
        for (int i = 0; kernel.IsStationary && i < points.Count; i++)
        {
            for (int j = 0; j < points.Count; j++)
            {
                Assert.True(Math.Abs(gram[i, j]) <= 1.0001 * gram[i, i], $"{kernel}: [{i}, {j}] is {gram[i, j]}.");
            }
        }
    });

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads() => ForEach((kernel, points) =>
    {
        using Matrix<double> weights = Weights(points.Count, points.Count);
        double[] one = new double[kernel.Hyperparameters.Count];
        double[] many = new double[one.Length];
        var single = new ComputeOptions { Threads = 1 };
        var several = new ComputeOptions { Threads = 3 };
        using Matrix<double> a = kernel.GramMatrix(points, single);
        using Matrix<double> b = kernel.GramMatrix(points, several);
        kernel.ContractGradient(points, weights, one, single);
        kernel.ContractGradient(points, weights, many, several);
        Assert.Equal(one, many);
        for (int i = 0; i < points.Count; i++)
        {
            Assert.True(a.Row(i).SequenceEqual(b.Row(i)));
        }
    });

    [Fact]
    public void Gradients_agree_with_differences_also_where_points_coincide() => ForEach((kernel, points) =>
    {
        Points twice = points.Select([.. Enumerable.Range(0, 40), .. Enumerable.Range(0, 30)]);
        Points others = points.Select([.. Enumerable.Range(5, 65)]);
        using Matrix<double> weights = Weights(twice.Count, twice.Count);
        using Matrix<double> crossWeights = Weights(twice.Count, others.Count);
        double[] ones = [.. Enumerable.Range(0, twice.Count).Select(i => Math.Sin(i))];
        double[] gradient = new double[kernel.Hyperparameters.Count];
        kernel.ContractGradient(twice, weights, gradient);
        CheckGradient(kernel, gradient, k => Sum(k.GramMatrix(twice), weights));
        kernel.ContractCrossGradient(twice, others, crossWeights, gradient);
        CheckGradient(kernel, gradient, k => Sum(k.CrossMatrix(twice, others), crossWeights));
        kernel.ContractDiagonalGradient(twice, ones, gradient);
        CheckGradient(kernel, gradient, k =>
        {
            double[] diagonal = new double[twice.Count];
            k.FillDiagonal(twice, diagonal);
            return diagonal.Zip(ones, (value, weight) => value * weight).ToArray();
        });
    });

    [Fact]
    public void Slopes_in_the_points_agree_with_differences_or_are_refused() => ForEach((kernel, points) =>
    {
        Points queries = points.Select([.. Enumerable.Range(60, 10), .. Enumerable.Range(0, 30)]);
        Points others = points.Select([.. Enumerable.Range(0, 66)]);
        using Matrix<double> weights = Weights(queries.Count, others.Count);
        using var gradient = new Matrix<double>(queries.Count, Dimension);
        gradient.View.Fill(double.NaN);
        if (!kernel.IsDifferentiable)
        {
            Assert.Throws<NotSupportedException>(() =>
                kernel.ContractInputGradient(queries, others, weights, gradient));
            return;
        }

        kernel.ContractInputGradient(queries, others, weights, gradient);
        for (int k = 0; k < Dimension; k++)
        {
            CheckSlopes(kernel, queries, others, weights, gradient, k);
        }
    });

    [Fact]
    public void The_text_reads_back_to_an_equal_kernel() => ForEach((kernel, _) =>
    {
        Kernel read = Kernel.Parse(kernel.ToString());
        Assert.Equal(kernel, read);
        Assert.Equal(kernel.GetHashCode(), read.GetHashCode());
        Assert.Equal(kernel.ToString(), read.ToString());
    });

    [Fact]
    public void Hyperparameters_have_unique_paths_and_read_back_what_was_written() => ForEach((kernel, _) =>
    {
        IReadOnlyList<Hyperparameter> present = kernel.Hyperparameters;
        Assert.Equal(present.Count, present.Select(h => h.Name).Distinct().Count());
        double[] values = [.. present.Select((h, i) => h.Value * (1.25 + i))];
        Kernel changed = kernel.WithValues(values);
        Assert.Equal(values, changed.Hyperparameters.Select(h => h.Value));
        Assert.Equal(kernel, changed.WithValues([.. present.Select(h => h.Value)]));
        Assert.Throws<ArgumentException>(() => kernel.WithValues(new double[present.Count + 1]));
        if (present.Count > 0)
        {
            values[0] = double.NaN;
            Assert.ThrowsAny<ArgumentException>(() => kernel.WithValues(values));
        }
    });

    [Fact]
    public void Bounds_and_priors_stay_with_the_kernel() => ForEach((kernel, _) =>
    {
        foreach (Hyperparameter own in kernel.Hyperparameters)
        {
            Kernel changed = kernel.Configure(own.Name, h => h with { Fixed = true, Upper = 1e6 });
            Hyperparameter found = changed.Hyperparameters.Single(h => h.Name == own.Name);
            Assert.True(found.Fixed && found.Upper == 1e6 && found.Value == own.Value);
            double[] values = [.. kernel.Hyperparameters.Select(h => h.Value)];
            Assert.Equal(changed, changed.WithValues(values));
            Assert.NotEqual(kernel, changed);
        }

        Assert.Throws<ArgumentException>(() => kernel.Configure("nothing", h => h));
    });

    [Fact]
    public void The_operator_agrees_with_the_matrix() => ForEach((kernel, points) =>
    {
        Points others = points.Select([.. Enumerable.Range(3, 67)]);
        using Matrix<double> vectors = Weights(others.Count, 3);
        using Matrix<double> cross = kernel.CrossMatrix(points, others);
        using var expected = new Matrix<double>(points.Count, 3);
        using var actual = new Matrix<double>(points.Count, 3);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, cross, vectors, 0.0, expected);
        kernel.Cross(points, others).Apply(vectors, actual);
        double scale = 0;
        for (int i = 0; i < points.Count; i++)
        {
            foreach (double value in cross.Row(i))
            {
                scale = Math.Max(scale, Math.Abs(value));
            }
        }

        for (int i = 0; i < points.Count; i++)
        {
            for (int k = 0; k < 3; k++)
            {
                Assert.Equal(expected[i, k], actual[i, k], 1e-13 * others.Count * scale);
            }
        }
    });

    private static double[] Sum(Matrix<double> values, Matrix<double> weights)
    {
        var terms = new List<double>();
        for (int i = 0; i < values.Rows; i++)
        {
            for (int j = 0; j < values.Columns; j++)
            {
                terms.Add(values[i, j] * weights[i, j]);
            }
        }

        values.Dispose();
        return [.. terms];
    }

    // A symmetric matrix when square, of no special structure else.
    private static Matrix<double> Weights(int rows, int columns)
    {
        var weights = new Matrix<double>(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                weights[i, j] = Math.Cos((1.7 * (i + j)) + (0.3 * i * j));
            }
        }

        return weights;
    }

    // Central differences of fourth order in ln θ: truncation ~ h⁴ and rounding ~ eps/h are both near 1e-12 of
    // the terms.
    private static void CheckGradient(Kernel kernel, double[] gradient, Func<Kernel, double[]> objective)
    {
        const double Step = 2e-3;
        IReadOnlyList<Hyperparameter> present = kernel.Hyperparameters;
        for (int p = 0; p < present.Count; p++)
        {
            int index = p;
            double[] At(double steps) => objective(kernel.WithValues(
                [.. present.Select((h, i) => i == index ? h.Value * Math.Exp(steps * Step) : h.Value)]));
            double[] forward = At(1), backward = At(-1), farForward = At(2), farBackward = At(-2);
            double expected = 0, scale = 0;
            for (int t = 0; t < forward.Length; t++)
            {
                double slope = ((8 * (forward[t] - backward[t])) - (farForward[t] - farBackward[t])) / (12 * Step);
                expected += slope;
                scale += Math.Abs(slope) + (1e-6 * Math.Abs(forward[t]));
            }

            Assert.True(Math.Abs(expected - gradient[p]) <= 1e-7 * scale, string.Create(CultureInfo.InvariantCulture,
                $"{kernel}: d/d {present[p].Name} is {gradient[p]:R}, by differences {expected:R}."));
        }
    }

    // Central differences with a short step where rows coincide with columns: a Matérn kernel is only as smooth as its
    // order there, and the even terms of its expansion drop out by symmetry.
    private static void CheckSlopes(
        Kernel kernel,
        Points queries,
        Points others,
        Matrix<double> weights,
        Matrix<double> gradient,
        int coordinate)
    {
        const double Step = 1e-5;
        using Matrix<double> forward = Moved(queries, coordinate, Step);
        using Matrix<double> backward = Moved(queries, coordinate, -Step);
        using Matrix<double> after = kernel.CrossMatrix(new Points(forward), others);
        using Matrix<double> before = kernel.CrossMatrix(new Points(backward), others);
        for (int i = 0; i < queries.Count; i++)
        {
            double expected = 0, scale = 0;
            for (int j = 0; j < others.Count; j++)
            {
                double slope = weights[i, j] * (after[i, j] - before[i, j]) / (2 * Step);
                expected += slope;
                scale += Math.Abs(slope) + Math.Abs(after[i, j]);
            }

            // Step² of truncation and eps / step of rounding are below 1e-8 of the terms.
            Assert.True(
                Math.Abs(expected - gradient[i, coordinate]) <= 1e-7 * scale,
                string.Create(CultureInfo.InvariantCulture,
                    $"{kernel}: row {i}, coordinate {coordinate}: {gradient[i, coordinate]:R}, "
                    + $"by differences {expected:R}."));
        }
    }

    private static Matrix<double> Moved(Points points, int coordinate, double step)
    {
        Matrix<double> moved = points.Values.ToMatrix();
        for (int i = 0; i < moved.Rows; i++)
        {
            moved[i, coordinate] += step;
        }

        return moved;
    }

    private void ForEach(Action<TKernel, Points> check)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix(11, Count, Dimension);
        for (int i = 0; i < Count; i++)
        {
            foreach (ref double value in values.Row(i))
            {
                value = Coordinate(value);
            }
        }

        foreach (TKernel kernel in Instances)
        {
            check(kernel, new Points(values));
        }
    }
}
