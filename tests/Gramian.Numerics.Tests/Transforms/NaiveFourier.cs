using Gramian.Numerics.Random;

namespace Gramian.Numerics.Tests.Transforms;

// The definition, with jk reduced modulo n and each sum compensated.
internal static class NaiveFourier
{
    public static (double[] Re, double[] Im) Forward(double[] re, double[] im)
    {
        int n = re.Length;
        double[] outRe = new double[n], outIm = new double[n];
        for (int k = 0; k < n; k++)
        {
            var (sumRe, sumIm) = (new Compensated(), new Compensated());
            for (int j = 0; j < n; j++)
            {
                (double s, double c) = Math.SinCos(-2 * Math.PI * (int)((long)j * k % n) / n);
                sumRe.Add(re[j], c);
                sumRe.Add(-im[j], s);
                sumIm.Add(re[j], s);
                sumIm.Add(im[j], c);
            }

            (outRe[k], outIm[k]) = (sumRe.Value, sumIm.Value);
        }

        return (outRe, outIm);
    }

    public static double[] Normals(int count, ulong seed)
    {
        double[] x = new double[count];
        new RandomStream(seed).FillNormal(x);
        return x;
    }

    public static double Relative(double[] expectedRe, double[] expectedIm, double[] re, double[] im)
    {
        double difference = 0, size = 0;
        for (int i = 0; i < re.Length; i++)
        {
            difference += Math.Pow(re[i] - expectedRe[i], 2) + Math.Pow(im[i] - expectedIm[i], 2);
            size += Math.Pow(expectedRe[i], 2) + Math.Pow(expectedIm[i], 2);
        }

        return Math.Sqrt(difference / size);
    }

    // A sum of products in twice the precision.
    private struct Compensated
    {
        private double high, low;

        public readonly double Value => high + low;

        public void Add(double x, double y)
        {
            double product = x * y, sum = high + product, part = sum - high;
            low += Math.FusedMultiplyAdd(x, y, -product) + ((high - (sum - part)) + (product - part));
            high = sum;
        }
    }
}
