using Gramian.Numerics.Functions;
using Gramian.Numerics.Random;

namespace Gramian.Numerics.Tests.Functions;

public sealed class VectorMathTests
{
    private delegate void Doubles(ReadOnlySpan<double> source, Span<double> destination);

    private delegate void Singles(ReadOnlySpan<float> source, Span<float> destination);

    private static readonly Dictionary<string, (Doubles Wide, Singles Narrow)> Entries = new()
    {
        ["exp"] = (VectorMath.Exp, VectorMath.Exp),
        ["expm1"] = (VectorMath.Expm1, VectorMath.Expm1),
        ["log"] = (VectorMath.Log, VectorMath.Log),
        ["log1p"] = (VectorMath.Log1p, VectorMath.Log1p),
        ["sin"] = (VectorMath.Sin, VectorMath.Sin),
        ["cos"] = (VectorMath.Cos, VectorMath.Cos),
        ["tanh"] = (VectorMath.Tanh, VectorMath.Tanh),
        ["erf"] = (VectorMath.Erf, VectorMath.Erf),
        ["erfc"] = (VectorMath.Erfc, VectorMath.Erfc),
        ["erfcx"] = (VectorMath.Erfcx, VectorMath.Erfcx),
        ["sqrt"] = (VectorMath.Sqrt, VectorMath.Sqrt),
        ["rsqrt"] = (VectorMath.ReciprocalSqrt, VectorMath.ReciprocalSqrt),
        ["pow 0.5"] = ((s, d) => VectorMath.Pow(s, 0.5, d), (s, d) => VectorMath.Pow(s, 0.5, d)),
        ["pow -7"] = ((s, d) => VectorMath.Pow(s, -7, d), (s, d) => VectorMath.Pow(s, -7, d)),
    };

    public static TheoryData<string> Names => [.. Entries.Keys];

    /// <summary>Ordinary arguments, any bit pattern, and the special values, at no place in particular.</summary>
    private static double[] Arguments
    {
        get
        {
            var random = new RandomStream(17, 3);
            double[] values = new double[1037];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (i % 4) switch
                {
                    0 => BitConverter.UInt64BitsToDouble(random.NextUInt64()),
                    1 => 40 * (random.NextDouble() - 0.5),
                    2 => BitConverter.UInt32BitsToSingle((uint)random.NextUInt64()),
                    _ => 1500 * (random.NextDouble() - 0.5),
                };
            }

            double[] special =
                [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.Epsilon, 709.9, -745.2];
            special.CopyTo(values, 301);
            return values;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_the_bits_of_one_lane_for_every_length_place_and_destination(string name)
    {
        double[] arguments = Arguments;
        double[] expected = ElementaryCase.Named(name).Run(1, arguments);
        for (int length = 0; length <= arguments.Length; length += length < 70 ? 1 : 211)
        {
            int from = arguments.Length - length;
            double[] results = new double[length];
            Entries[name].Wide(arguments.AsSpan(from), results);
            AssertSameBits(expected.AsSpan(from), results);
            double[] own = arguments[from..];
            Entries[name].Wide(own, own);
            AssertSameBits(expected.AsSpan(from), own);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_the_bits_of_one_lane_in_single_precision(string name)
    {
        float[] arguments = [.. Arguments.Select(x => (float)x)];
        float[] expected = ElementaryCase.Named(name).RunSingle(1, arguments);
        for (int length = 0; length <= arguments.Length; length += length < 70 ? 1 : 211)
        {
            int from = arguments.Length - length;
            float[] own = arguments[from..];
            Entries[name].Narrow(own, own);
            for (int i = 0; i < length; i++)
            {
                float wanted = expected[from + i];
                Assert.True(
                    BitConverter.SingleToInt32Bits(wanted) == BitConverter.SingleToInt32Bits(own[i])
                    || (float.IsNaN(wanted) && float.IsNaN(own[i])),
                    $"At {arguments[from + i]:R}: {wanted:R} and {own[i]:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_another_length_or_a_part_of_the_source_as_destination(string name)
    {
        (Doubles wide, Singles narrow) = Entries[name];
        double[] doubles = new double[300];
        float[] singles = new float[300];
        Assert.Throws<ArgumentException>("destination", () => wide(doubles, new double[299]));
        Assert.Throws<ArgumentException>("destination", () => narrow(singles, new float[301]));
        Assert.Throws<ArgumentException>("destination", () => wide(doubles.AsSpan(0, 290), doubles.AsSpan(1, 290)));
        Assert.Throws<ArgumentException>("destination", () => wide(doubles.AsSpan(9, 290), doubles.AsSpan(1, 290)));
        Assert.Throws<ArgumentException>("destination", () => narrow(singles.AsSpan(0, 290), singles.AsSpan(1, 290)));
        Assert.All(doubles, x => Assert.Equal(0, x));
        Assert.All(singles, x => Assert.Equal(0, x));
    }

    [Fact]
    public void Warm_calls_allocate_nothing()
    {
        double[] doubles = new double[1000];
        float[] singles = new float[1000];
        foreach ((Doubles wide, Singles narrow) in Entries.Values)
        {
            wide(doubles, doubles);
            narrow(singles, singles);
            long before = GC.GetAllocatedBytesForCurrentThread();
            wide(doubles, doubles);
            narrow(singles, singles);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
            Array.Clear(doubles);
            Array.Clear(singles);
        }
    }

    private static void AssertSameBits(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(actual[i])
                || (double.IsNaN(expected[i]) && double.IsNaN(actual[i])),
                $"Element {i} of {expected.Length}: {expected[i]:R} and {actual[i]:R}");
        }
    }
}
