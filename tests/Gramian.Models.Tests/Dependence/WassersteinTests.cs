using Gramian.Kernels;
using Gramian.Models.Dependence;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Dependence;

public sealed class WassersteinTests
{
    [Fact]
    public void On_a_line_it_is_the_shift_and_the_area_between_the_steps()
    {
        Assert.Equal(2.5, Wasserstein.Exact([3, 1, 2], [4.5, 3.5, 5.5]), 1e-15);
        Assert.Equal(0, Wasserstein.Exact([1, 2], [2, 1, 2, 1]), 1e-15);

        // Quantiles 0,0,1,1,1,1 (sixths) against 0,0,0,3,3,3: 1 + 2 + 2 + 2 = 7 sixths.
        Assert.Equal(7 / 6.0, Wasserstein.Exact([0, 1, 1], [0, 3]), 1e-15);
    }

    [Fact]
    public void A_shift_in_the_plane_is_seen_from_its_mean_side()
    {
        var random = new RandomStream(1);
        var values = new Matrix<double>(50, 2);
        var moved = new Matrix<double>(50, 2);
        for (int i = 0; i < 50; i++)
        {
            random.FillNormal(values.Row(i));
            (moved[i, 0], moved[i, 1]) = (values[i, 0] + 3, values[i, 1] - 4);
        }

        // The mean of |vᵀθ| is 2‖v‖/π; 20 000 directions leave an error of about 5 · 0.31/141.
        double found = Wasserstein.Sliced(new Points(values), new Points(moved), 20_000);
        Assert.Equal(10 / Math.PI, found, 0.04);
        Assert.Equal(0, Wasserstein.Sliced(new Points(values), new Points(values)), 1e-15);
    }

    [Fact]
    public void Each_coordinate_has_its_own_distance_in_deviations_whatever_its_unit()
    {
        double[,] one = { { 0, 5, 1 }, { 1, 5, 2 } }, other = { { 2, 5, 1 }, { 3, 5, 2 } };
        foreach (double unit in new[] { 1, 1e-200, 1e200 })
        {
            Points Scaled(double[,] rows)
            {
                var values = new Matrix<double>(2, 3);
                for (int i = 0; i < 2; i++)
                {
                    for (int c = 0; c < 3; c++)
                    {
                        values[i, c] = rows[i, c] * unit;
                    }
                }

                return new Points(values);
            }

            // 0, 1, 2, 3 have the variance 5/3, and are 2 apart; constants and equal samples are not apart at all.
            double[] found = Wasserstein.ByCoordinate(Scaled(one), Scaled(other));
            Assert.Equal(2 / Math.Sqrt(5.0 / 3), found[0], 1e-14);
            Assert.Equal([0, 0], found[1..]);
        }
    }

    [Fact]
    public void Refuses_samples_without_rows_and_of_other_dimensions()
    {
        Assert.ThrowsAny<ArgumentException>(() => Wasserstein.Exact([], [1]));
        Assert.ThrowsAny<ArgumentException>(() => Wasserstein.Exact([double.NaN], [1]));
        Assert.ThrowsAny<ArgumentException>(() =>
            Wasserstein.Sliced(Points.FromColumn([1]), new Points(new Matrix<double>(1, 2))));
    }
}
