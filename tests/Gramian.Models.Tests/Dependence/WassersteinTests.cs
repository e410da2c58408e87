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
    public void Refuses_samples_without_rows_and_of_other_dimensions()
    {
        Assert.ThrowsAny<ArgumentException>(() => Wasserstein.Exact([], [1]));
        Assert.ThrowsAny<ArgumentException>(() => Wasserstein.Exact([double.NaN], [1]));
        Assert.ThrowsAny<ArgumentException>(() =>
            Wasserstein.Sliced(Points.FromColumn([1]), new Points(new Matrix<double>(1, 2))));
    }
}
