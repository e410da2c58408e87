using Gramian.Numerics.Transforms;

namespace Gramian.Numerics.Tests.Transforms;

public sealed class RealFftPlanTests
{
    [Fact]
    public void Agrees_with_the_complex_transform_and_goes_back()
    {
        foreach (int n in (int[])[.. Enumerable.Range(1, 100), 512, 1000, 2018, 131072])
        {
            double[] x = NaiveFourier.Normals(n, 1), re = [.. x], im = new double[n], back = new double[n];
            FftPlan<double>.For(n).Forward(re, im);
            RealFftPlan<double> plan = RealFftPlan<double>.For(n);
            int half = plan.SpectrumLength;
            double[] r = new double[half], i = new double[half];
            plan.Forward(x, r, i);
            Assert.True(NaiveFourier.Relative(re[..half], im[..half], r, i) < 4e-15, $"length {n}");
            plan.Inverse(r, i, back);
            Assert.True(x.Zip(back).All(pair => Math.Abs(pair.First - pair.Second) < 1e-13), $"length {n}, and back");
        }
    }

    [Fact]
    public void Single_precision_goes_back_too()
    {
        foreach (int n in (int[])[2, 6, 37, 64, 1000, 4096])
        {
            float[] x = [.. NaiveFourier.Normals(n, 1).Select(v => (float)v)], back = new float[n];
            RealFftPlan<float> plan = RealFftPlan<float>.For(n);
            float[] r = new float[plan.SpectrumLength], i = new float[plan.SpectrumLength];
            plan.Forward(x, r, i);
            Assert.Equal(x.Sum(v => (double)v), r[0], 1e-5 * n);
            plan.Inverse(r, i, back);
            Assert.True(x.Zip(back).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5), $"length {n}");
        }
    }

    [Theory]
    [InlineData(10, 33)]
    [InlineData(1024, 9)]
    [InlineData(15, 12)]
    public void A_batch_is_its_transforms_one_by_one_for_any_number_of_threads(int n, int count)
    {
        RealFftPlan<double> plan = RealFftPlan<double>.For(n);
        int half = plan.SpectrumLength;
        double[] x = NaiveFourier.Normals(n * count, 2);
        double[] re = new double[half * count], im = new double[half * count];
        for (int b = 0; b < count; b++)
        {
            plan.Forward(x.AsSpan(b * n, n), re.AsSpan(b * half, half), im.AsSpan(b * half, half));
        }

        foreach (int threads in (int[])[1, 2, 7])
        {
            double[] r = new double[half * count], i = new double[half * count], back = new double[n * count];
            plan.Forward(x, r, i, new ComputeOptions { Threads = threads });
            Assert.Equal(re, r);
            Assert.Equal(im, i);
            plan.Inverse(r, i, back, new ComputeOptions { Threads = threads });
            Assert.True(x.Zip(back).All(pair => Math.Abs(pair.First - pair.Second) < 1e-13));
        }
    }

    [Fact]
    public void Rejects_spans_of_a_wrong_length_or_that_overlap()
    {
        RealFftPlan<double> plan = RealFftPlan<double>.For(4);
        double[] memory = new double[16];
        Assert.Throws<ArgumentException>(() => plan.Forward(memory.AsSpan(0, 3), new double[3], new double[3]));
        Assert.Throws<ArgumentException>(() => plan.Forward(memory.AsSpan(0, 4), new double[2], new double[3]));
        Assert.Throws<ArgumentException>(() => plan.Forward(memory.AsSpan(0, 4), memory.AsSpan(3, 3), new double[3]));
    }
}
