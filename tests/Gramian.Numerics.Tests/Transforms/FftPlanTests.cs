using Gramian.Numerics.Transforms;

namespace Gramian.Numerics.Tests.Transforms;

public sealed class FftPlanTests
{
    // Random rounding grows as ε√log n; the convolution for large primes makes three transforms.
    private static double Allowed(int n) => 4e-16 * Math.Sqrt(Math.Log2(n) + 2);

    [Fact]
    public void Agrees_with_the_definition_for_every_length_up_to_200_and_some_beyond()
    {
        int[] lengths = [.. Enumerable.Range(1, 200), 211, 243, 256, 343, 360, 509, 512, 625, 1000, 1009, 1024, 1155];
        foreach (int n in lengths)
        {
            double[] re = NaiveFourier.Normals(n, 1), im = NaiveFourier.Normals(n, 2);
            (double[] wantRe, double[] wantIm) = NaiveFourier.Forward(re, im);
            double[] r = new double[n], i = new double[n];
            FftPlan<double>.For(n).Forward(re, im, r, i);
            Assert.True(NaiveFourier.Relative(wantRe, wantIm, r, i) < Allowed(n), $"length {n}");
            FftPlan<double>.For(n).Inverse(r, i);
            Assert.True(NaiveFourier.Relative(re, im, r, i) < 2 * Allowed(n), $"length {n}, and back");
        }
    }

    [Fact]
    public void Is_as_good_in_single_precision()
    {
        foreach (int n in (int[])[.. Enumerable.Range(1, 130), 1024, 1009, 4096])
        {
            double[] re = NaiveFourier.Normals(n, 1), im = NaiveFourier.Normals(n, 2);
            float[] r = [.. re.Select(x => (float)x)], i = [.. im.Select(x => (float)x)];
            double[] wantRe = [.. r.Select(x => (double)x)], wantIm = [.. i.Select(x => (double)x)];
            FftPlan<double>.For(n).Forward(wantRe, wantIm);
            FftPlan<float>.For(n).Forward(r, i);
            double error = NaiveFourier.Relative(
                wantRe, wantIm, [.. r.Select(x => (double)x)], [.. i.Select(x => (double)x)]);
            Assert.True(error < Allowed(n) * Math.Pow(2, 29), $"length {n}: {error}");
        }
    }

    [Theory]
    [InlineData(1 << 15)]
    [InlineData(1 << 16)]
    [InlineData(252 * 275)]     // two halves, neither of whole strips
    [InlineData(1 << 17)]
    [InlineData(65537)]
    public void A_long_transform_has_the_energy_the_shift_and_the_inverse(int n)
    {
        double[] re = NaiveFourier.Normals(n, 3), im = NaiveFourier.Normals(n, 4);
        double[] r = new double[n], i = new double[n], back = new double[n], backIm = new double[n];
        FftPlan<double> plan = FftPlan<double>.For(n);
        plan.Forward(re, im, r, i);
        double energy = re.Sum(x => x * x) + im.Sum(x => x * x);
        Assert.Equal(energy * n, r.Sum(x => x * x) + i.Sum(x => x * x), 1e-12 * energy * n);
        plan.Inverse(r, i, back, backIm);
        Assert.True(NaiveFourier.Relative(re, im, back, backIm) < 2 * Allowed(n));

        // Shifting by five multiplies X_k by e^(−2πi 5k/n).
        double[] shiftedRe = [.. re[^5..], .. re[..^5]], shiftedIm = [.. im[^5..], .. im[..^5]];
        plan.Forward(shiftedRe, shiftedIm);
        double[] turnedRe = new double[n], turnedIm = new double[n];
        for (int k = 0; k < n; k++)
        {
            (double s, double c) = Math.SinCos(-2 * Math.PI * (5L * k % n) / n);
            (turnedRe[k], turnedIm[k]) = ((r[k] * c) - (i[k] * s), (r[k] * s) + (i[k] * c));
        }

        Assert.True(NaiveFourier.Relative(turnedRe, turnedIm, shiftedRe, shiftedIm) < 3 * Allowed(n));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(105)]
    [InlineData(1 << 16)]
    public void Turns_a_delta_into_a_wave_and_a_constant_into_a_delta(int n)
    {
        double[] re = new double[n], im = new double[n];
        re[0] = 1;
        FftPlan<double>.For(n).Forward(re, im);
        Assert.All(re, x => Assert.Equal(1, x, 1e-15));
        Assert.All(im, x => Assert.Equal(0, x, 1e-15));
        FftPlan<double>.For(n).Forward(re, im);
        Assert.Equal(n, re[0], 1e-12 * n);
        Assert.True(re.Skip(1).Concat(im).All(x => Math.Abs(x) < 1e-12 * n));
    }

    [Theory]
    [InlineData(6, 37)]
    [InlineData(64, 40)]
    [InlineData(100, 17)]
    [InlineData(37, 19)]
    [InlineData(512, 5)]
    [InlineData(65536, 3)]
    public void A_batch_is_its_transforms_one_by_one_for_any_number_of_threads(int n, int count)
    {
        double[] re = NaiveFourier.Normals(n * count, 5), im = NaiveFourier.Normals(n * count, 6);
        double[] expectedRe = [.. re], expectedIm = [.. im];
        FftPlan<double> plan = FftPlan<double>.For(n);
        for (int b = 0; b < count; b++)
        {
            plan.Forward(expectedRe.AsSpan(b * n, n), expectedIm.AsSpan(b * n, n));
        }

        double[]? firstRe = null, firstIm = null;
        foreach (int threads in (int[])[1, 2, 7])
        {
            double[] r = [.. re], i = [.. im];
            plan.Forward(r, i, new ComputeOptions { Threads = threads });
            Assert.True(NaiveFourier.Relative(expectedRe, expectedIm, r, i) < Allowed(n));
            Assert.Equal(firstRe ??= r, r);
            Assert.Equal(firstIm ??= i, i);
        }
    }

    [Theory]
    [InlineData(48)]
    [InlineData(1000)]
    [InlineData(2048)]
    [InlineData(37)]
    public unsafe void Every_lane_width_gives_the_same_bits(int n)
    {
        double[] re = NaiveFourier.Normals(n, 7), im = NaiveFourier.Normals(n, 8);
        double[]? first = null;
        foreach (int bits in (int[])[64, 128, 256, 512])
        {
            double[] r = [.. re], i = [.. im];
            new FftPlan<double>(n, bits).Forward(r, i);
            double[] all = [.. r, .. i];
            Assert.Equal(first ??= all, all);
        }
    }

    [Theory]
    [InlineData(1024, 1)]
    [InlineData(1009, 1)]
    [InlineData(64, 100)]
    [InlineData(65536, 1)]
    public void A_warm_call_allocates_nothing(int n, int count)
    {
        double[] re = NaiveFourier.Normals(n * count, 9), im = new double[n * count];
        FftPlan<double> plan = FftPlan<double>.For(n);
        var options = new ComputeOptions { Threads = 1 };

        // Code that is not optimised yet may box, and when it will be is not for a test to say.
        long least = long.MaxValue;
        for (int i = 0; i < 1000 && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            plan.Forward(re, im, options);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Thread.Sleep(i < 3 ? 0 : 10);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Rejects_what_does_not_fit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FftPlan<double>.For(0));
        Assert.Throws<NotSupportedException>(() => FftPlan<Half>.For(4));
        FftPlan<double> plan = FftPlan<double>.For(4);
        double[] memory = new double[12];
        Assert.Throws<ArgumentException>(() => plan.Forward(memory.AsSpan(0, 6), memory.AsSpan(6, 6)));
        Assert.Throws<ArgumentException>(() => plan.Forward(memory.AsSpan(0, 4), memory.AsSpan(4, 8)));
        Assert.Throws<ArgumentException>(() => plan.Forward(memory.AsSpan(0, 4), memory.AsSpan(2, 4)));
        plan.Forward([], []);
    }
}
