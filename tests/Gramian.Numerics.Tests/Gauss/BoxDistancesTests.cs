using Gramian.Numerics.Gauss;

namespace Gramian.Numerics.Tests.Gauss;

public sealed class BoxDistancesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(19)]
    public void Boxes_apart_on_some_axes_have_the_gaps_of_these(int dimension)
    {
        // Axis by axis: before the other box, behind it, and overlapping.
        double[] lower = new double[dimension], upper = new double[dimension];
        double[] otherLower = new double[dimension], otherUpper = new double[dimension];
        double gaps = 0, centres = 0;
        for (int k = 0; k < dimension; k++)
        {
            double shift = (k % 3) switch { 0 => 3 + k, 1 => -4 - k, _ => 0.5 };
            (lower[k], upper[k], otherLower[k], otherUpper[k]) = (0, 1, shift, shift + 2);
            double gap = (k % 3) switch { 0 => 2 + k, 1 => 2 + k, _ => 0 };
            gaps += gap * gap;
            centres += Math.Pow((2 * shift) + 1, 2);
        }

        // Small whole numbers and halves: exact.
        Assert.Equal(gaps, BoxDistances.SquaredGap(lower, upper, otherLower, otherUpper));
        Assert.Equal(gaps, BoxDistances.SquaredGap(otherLower, otherUpper, lower, upper));
        Assert.Equal(centres, BoxDistances.SquaredCentres(lower, upper, otherLower, otherUpper));
    }

    [Fact]
    public void Rejects_boxes_of_different_dimensions()
    {
        double[] two = new double[2], three = new double[3];
        Assert.Throws<ArgumentException>(() => BoxDistances.SquaredGap(two, three, two, two));
        Assert.Throws<ArgumentException>(() => BoxDistances.SquaredGap(two, two, three, two));
        Assert.Throws<ArgumentException>(() => BoxDistances.SquaredCentres(two, two, two, three));
    }
}
