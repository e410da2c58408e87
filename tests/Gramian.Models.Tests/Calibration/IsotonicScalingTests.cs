using FsCheck;
using FsCheck.Fluent;
using Gramian.Models.Calibration;

namespace Gramian.Models.Tests.Calibration;

public sealed class IsotonicScalingTests
{
    [Fact]
    public void Pools_violators_by_hand()
    {
        // Values 1..6 with 0 1 0 0 1 1: the second to fourth are one block of 1/3.
        IsotonicScaling fitted = IsotonicScaling.Fit([1, 2, 3, 4, 5, 6], [false, true, false, false, true, true]);
        double[] expected = [0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1, 1];
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(expected[i], fitted.Probability(i + 1), 1e-15);
        }

        Assert.Equal(1 / 6.0, fitted.Probability(1.5), 1e-15);
        Assert.Equal(2 / 3.0, fitted.Probability(4.5), 1e-15);
        Assert.Equal(0, fitted.Probability(-9));
        Assert.Equal(1, fitted.Probability(9));
    }

    [Fact]
    public void Equal_values_are_averaged()
    {
        IsotonicScaling fitted = IsotonicScaling.Fit([2, 2, 2, 5], [true, false, false, true]);
        Assert.Equal(1 / 3.0, fitted.Probability(2), 1e-15);
        Assert.Equal([2, 5], fitted.Values);
    }

    [Fact]
    public void No_function_that_never_falls_is_nearer() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(int, bool)[]>().Filter(rows => rows.Length > 0), rows =>
        {
            double[] values = [.. rows.Select(row => (double)(row.Item1 % 7))];
            bool[] positive = [.. rows.Select(row => row.Item2)];
            IsotonicScaling fitted = IsotonicScaling.Fit(values, positive);
            double[] corners = [.. values.Distinct().Order()];
            double[] found = [.. corners.Select(fitted.Probability)];
            double loss = Loss(found);

            // The minimax form: max over i <= c of min over j >= c of the mean between i and j.
            double[] minimax = [.. Enumerable.Range(0, corners.Length).Select(c =>
                Enumerable.Range(0, c + 1).Max(i =>
                    Enumerable.Range(c, corners.Length - c).Min(j => Mean(corners[i], corners[j]))))];
            return found.Zip(minimax).All(pair => Math.Abs(pair.First - pair.Second) < 1e-12)
                && Math.Abs(loss - Loss(minimax)) < 1e-12;

            double Mean(double from, double to) => values.Zip(positive)
                .Where(row => row.First >= from && row.First <= to)
                .Average(row => row.Second ? 1.0 : 0);

            double Loss(double[] at) => values.Zip(positive).Sum(row => Math.Pow(
                at[Array.IndexOf(corners, row.First)] - (row.Second ? 1 : 0), 2));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Refuses_what_is_no_scaling()
    {
        Assert.Throws<ArgumentException>(() => new IsotonicScaling([1, 1], [0, 1]));
        Assert.Throws<ArgumentException>(() => new IsotonicScaling([1, 2], [0.5, 0.4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IsotonicScaling([1], [1.5]));
        Assert.Throws<ArgumentException>(() => IsotonicScaling.Fit([double.NaN], [true]));
        Assert.Throws<ArgumentException>(() => IsotonicScaling.Fit([1, 2], [true]));
    }
}
