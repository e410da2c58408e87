namespace Gramian.Kernels.Tests;

// Distances as the formulas write them.
internal static class NaiveDistance
{
    public static double Euclidean(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Lengthscales lengthscales)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += Math.Pow((x[k] - y[k]) / Of(lengthscales, k), 2);
        }

        return Math.Sqrt(sum);
    }

    public static double Of(Lengthscales lengthscales, int coordinate) =>
        lengthscales.Values[lengthscales.IsArd ? coordinate : 0];
}
