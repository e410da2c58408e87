using Gramian.Numerics.Random;
using Gramian.Numerics.Transforms;

namespace Gramian.Numerics.Tests.Transforms;

public sealed class NufftPlanTests
{
    // The bump of width ⌈log₁₀ 1/ε⌉ + 1 leaves aliases below ε; ten times that is allowed for unlucky points.
    private const double Allowance = 10;

    public static TheoryData<int[], double> ShapesAndTolerances
    {
        get
        {
            var data = new TheoryData<int[], double>();
            double[] tolerances = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-9, 1e-11, 1e-12, 1e-13];
            foreach (double tolerance in tolerances)
            {
                data.Add([50], tolerance);
                data.Add([12, 17], tolerance);
                data.Add([7, 6, 10], tolerance);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ShapesAndTolerances))]
    public void Agrees_with_direct_sums_to_the_tolerance(int[] modes, double tolerance)
    {
        foreach (FourierSign sign in Enum.GetValues<FourierSign>())
        {
            Compare(modes, Uniform(300, modes.Length), tolerance, sign);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    [InlineData(2, 1, 3)]
    [InlineData(1, 1, 1)]
    [InlineData(64)]
    [InlineData(81)]
    [InlineData(500)]
    public void Agrees_for_one_mode_and_for_even_and_odd_numbers_of_them(params int[] modes) =>
        Compare(modes, Uniform(100, modes.Length), 1e-9, FourierSign.Negative);

    [Theory]
    [InlineData(40)]
    [InlineData(13, 8)]
    [InlineData(5, 6, 7)]
    public void Folds_points_at_the_edges_and_periods_away(params int[] modes)
    {
        double[] edges =
        [
            -Math.PI, Math.PI, Math.BitDecrement(Math.PI), Math.BitIncrement(-Math.PI), 0.0, -0.0, double.Epsilon,
            -1e-300, Math.Tau, -Math.Tau, 3 * Math.PI, 20.5, -31.4, 2.5,
        ];
        var points = new Matrix<double>(edges.Length * 3, modes.Length);
        for (int i = 0; i < points.Rows; i++)
        {
            for (int axis = 0; axis < modes.Length; axis++)
            {
                points[i, axis] = edges[(i + (axis * (1 + (i / edges.Length)))) % edges.Length];
            }
        }

        Compare(modes, points, 1e-10, FourierSign.Positive);
    }

    [Fact]
    public void A_point_and_its_copies_a_period_away_have_the_same_values()
    {
        (double[] re, double[] im) = (NaiveFourier.Normals(33, 1), NaiveFourier.Normals(33, 2));
        double[] y = new double[4];
        NufftPlan.OnLine(33, [1.25, 1.25 + Math.Tau, 1.25 - Math.Tau, -Math.PI], 1e-12).Type2(re, im, y, []);
        Assert.Equal(y[0], y[1], 1e-13);
        Assert.Equal(y[0], y[2], 1e-13);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(40, 30)]
    [InlineData(9, 12, 10)]
    public void Agrees_when_all_points_are_equal(params int[] modes)
    {
        var points = new Matrix<double>(500, modes.Length);
        for (int i = 0; i < points.Rows; i++)
        {
            points.Row(i).Fill(-3.1);
        }

        Compare(modes, points, 1e-7, FourierSign.Negative);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(3, 4)]
    [InlineData(3, 4, 5)]
    public void No_points_have_coefficients_of_zero(params int[] modes)
    {
        var plan = new NufftPlan(modes, new Matrix<double>(0, modes.Length));
        double[] re = new double[plan.Coefficients], im = new double[plan.Coefficients];
        Array.Fill(re, 1);
        Array.Fill(im, 1);
        plan.Type1([], [], re, im);
        Assert.All(re.Concat(im), value => Assert.Equal(0, value));
        plan.Type2(re, im, [], []);
    }

    [Theory]
    [InlineData(1e-2, 900)]
    [InlineData(1e-6, 30, 41)]
    [InlineData(1e-12, 12, 9, 10)]
    public void Type_1_is_the_adjoint_of_type_2(double tolerance, params int[] modes)
    {
        const int Count = 2000;
        var plan = new NufftPlan(modes, Uniform(Count, modes.Length), tolerance);
        (double[] cRe, double[] cIm) = (NaiveFourier.Normals(Count, 5), NaiveFourier.Normals(Count, 6));
        (double[] fRe, double[] fIm) =
            (NaiveFourier.Normals(plan.Coefficients, 7), NaiveFourier.Normals(plan.Coefficients, 8));
        double[] aRe = new double[plan.Coefficients], aIm = new double[plan.Coefficients];
        double[] sRe = new double[Count], sIm = new double[Count];
        plan.Type1(cRe, cIm, aRe, aIm);
        plan.Type2(fRe, fIm, sRe, sIm);

        // ⟨T₁c, f⟩ = ⟨c, T₂f⟩, both parts; sums of n rounded terms.
        (double left, double leftIm) = Inner(aRe, aIm, fRe, fIm);
        (double right, double rightIm) = Inner(cRe, cIm, sRe, sIm);
        double size = Math.Sqrt(Inner(cRe, cIm, cRe, cIm).Re * Inner(sRe, sIm, sRe, sIm).Re);
        Assert.True(Math.Abs(left - right) < 1e-13 * size);
        Assert.True(Math.Abs(leftIm - rightIm) < 1e-13 * size);
    }

    [Theory]
    [InlineData(1e-6, 30000)]
    [InlineData(1e-9, 300, 257)]
    [InlineData(1e-3, 64, 20, 33)]
    public void The_bits_do_not_depend_on_the_threads(double tolerance, params int[] modes)
    {
        const int Count = 20000;
        using Matrix<double> points = Uniform(Count, modes.Length);
        for (int i = 0; i < Count / 2; i++)
        {
            points[i, 0] *= 0.01;   // slabs of unequal height
        }

        (double[] cRe, double[] cIm) = (NaiveFourier.Normals(Count, 5), NaiveFourier.Normals(Count, 6));
        double[][]? first = null;
        foreach (int threads in (int[])[1, 2, 5])
        {
            var options = new ComputeOptions { Threads = threads };
            var plan = new NufftPlan(modes, points, tolerance, options: options);
            double[] re = new double[plan.Coefficients], im = new double[plan.Coefficients];
            double[] yRe = new double[Count], yIm = new double[Count];
            plan.Type1(cRe, cIm, re, im, options);
            plan.Type2(re, im, yRe, yIm, options);
            first ??= [re, im, yRe, yIm];
            Assert.Equal(first, [re, im, yRe, yIm]);
        }
    }

    [Fact]
    public void Real_strengths_and_real_values_may_leave_the_imaginary_parts_out()
    {
        const int Count = 700;
        var plan = new NufftPlan([20, 15], Uniform(Count, 2), 1e-8);
        double[] c = NaiveFourier.Normals(Count, 1), zeros = new double[Count];
        double[] re = new double[300], im = new double[300], wantRe = new double[300], wantIm = new double[300];
        plan.Type1(c, zeros, wantRe, wantIm);
        plan.Type1(c, [], re, im);
        Assert.Equal(wantRe, re);
        Assert.Equal(wantIm, im);
        double[] y = new double[Count], want = new double[Count];
        plan.Type2(re, im, want, zeros);
        plan.Type2(re, im, y, []);
        Assert.Equal(want, y);
    }

    [Fact]
    public void Several_vectors_go_one_after_another()
    {
        const int Count = 60, Vectors = 3;
        var plan = NufftPlan.OnLine(21, NaiveFourier.Normals(Count, 4), 1e-8);
        (double[] cRe, double[] cIm) =
            (NaiveFourier.Normals(Count * Vectors, 5), NaiveFourier.Normals(Count * Vectors, 6));
        double[] re = new double[21 * Vectors], im = new double[21 * Vectors];
        double[] oneRe = new double[21], oneIm = new double[21];
        plan.Type1(cRe, cIm, re, im);
        for (int i = 0; i < Vectors; i++)
        {
            plan.Type1(cRe.AsSpan(i * Count, Count), cIm.AsSpan(i * Count, Count), oneRe, oneIm);
            Assert.Equal(oneRe, re[(21 * i)..(21 * (i + 1))]);
            Assert.Equal(oneIm, im[(21 * i)..(21 * (i + 1))]);
        }
    }

    [Fact]
    public void Rejects_what_makes_no_sense_and_says_what()
    {
        using Matrix<double> points = Uniform(10, 2);
        Assert.Throws<ArgumentException>(() => new NufftPlan([], points));
        Assert.Throws<ArgumentException>(() => new NufftPlan([2, 2, 2, 2], points));
        Assert.Throws<ArgumentException>(() => new NufftPlan([4], points));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NufftPlan([4, 0], points));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NufftPlan([4, 4], points, 1e-14));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NufftPlan([4, 4], points, 0.2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NufftPlan([4, 4], points, double.NaN));
        Assert.Throws<OverflowException>(() => new NufftPlan([100_000, 100_000], points));
        points[7, 1] = double.NaN;
        string refusal = Assert.Throws<ArgumentException>(() => new NufftPlan([4, 4], points)).Message;
        Assert.Contains("row 7, column 1", refusal, StringComparison.Ordinal);
        points[7, 1] = 0;
        var plan = new NufftPlan([4, 4], points);
        double[] ten = new double[10], sixteen = new double[16], other = new double[16];
        Assert.Throws<ArgumentException>(() => plan.Type1(new double[9], new double[9], sixteen, other));
        Assert.Throws<ArgumentException>(() => plan.Type1(ten, new double[9], sixteen, other));
        Assert.Throws<ArgumentException>(() => plan.Type1(ten, ten, new double[17], other));
        Assert.Throws<ArgumentException>(() => plan.Type1(ten, ten, sixteen, sixteen));
        Assert.Throws<ArgumentException>(() => plan.Type2(sixteen, other, ten, ten));
        ten[3] = double.PositiveInfinity;
        refusal = Assert.Throws<ArgumentException>(() => plan.Type1(ten, [], sixteen, other)).Message;
        Assert.Contains("element 3", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_when_it_is_cancelled()
    {
        var plan = new NufftPlan([300, 300], Uniform(1000, 2));
        var options = new ComputeOptions { CancellationToken = new CancellationToken(canceled: true) };
        double[] re = new double[90_000], im = new double[90_000], c = new double[1000];
        Assert.Throws<OperationCanceledException>(() => plan.Type1(c, [], re, im, options));
        Assert.Throws<OperationCanceledException>(() => plan.Type2(re, im, c, [], options));
    }

    private static void Compare(int[] modes, Matrix<double> points, double tolerance, FourierSign sign)
    {
        var plan = new NufftPlan(modes, points, tolerance, sign);
        int n = points.Rows, m = plan.Coefficients;
        (double[] cRe, double[] cIm) = (NaiveFourier.Normals(n, 11), NaiveFourier.Normals(n, 12));
        (double[] fRe, double[] fIm) = (NaiveFourier.Normals(m, 13), NaiveFourier.Normals(m, 14));
        double[] wantRe = new double[m], wantIm = new double[m], sumRe = new double[n], sumIm = new double[n];
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < m; k++)
            {
                (double s, double c) = Math.SinCos(Phase(modes, points, j, k, sign));
                wantRe[k] += (cRe[j] * c) - (cIm[j] * s);
                wantIm[k] += (cRe[j] * s) + (cIm[j] * c);
                sumRe[j] += (fRe[k] * c) + (fIm[k] * s);
                sumIm[j] += (fIm[k] * c) - (fRe[k] * s);
            }
        }

        double[] re = new double[m], im = new double[m], yRe = new double[n], yIm = new double[n];
        plan.Type1(cRe, cIm, re, im);
        plan.Type2(fRe, fIm, yRe, yIm);
        double first = NaiveFourier.Relative(wantRe, wantIm, re, im);
        double second = NaiveFourier.Relative(sumRe, sumIm, yRe, yIm);
        double most = Allowance * tolerance;
        Assert.True(first < most && second < most, $"type 1: {first}, type 2: {second}, tolerance {tolerance}");
    }

    private static double Phase(int[] modes, Matrix<double> points, int j, int k, FourierSign sign)
    {
        double phase = 0;
        for (int axis = modes.Length - 1; axis >= 0; axis--)
        {
            phase += ((k % modes[axis]) - (modes[axis] / 2)) * points[j, axis];
            k /= modes[axis];
        }

        return sign == FourierSign.Negative ? -phase : phase;
    }

    private static Matrix<double> Uniform(int count, int dimensions)
    {
        var random = new RandomStream(3);
        var points = new Matrix<double>(count, dimensions);
        for (int i = 0; i < count; i++)
        {
            foreach (ref double x in points.Row(i))
            {
                x = Math.PI * ((2 * random.NextDouble()) - 1);
            }
        }

        return points;
    }

    private static (double Re, double Im) Inner(double[] aRe, double[] aIm, double[] bRe, double[] bIm)
    {
        double re = 0, im = 0;
        for (int i = 0; i < aRe.Length; i++)
        {
            re += (aRe[i] * bRe[i]) + (aIm[i] * bIm[i]);
            im += (aIm[i] * bRe[i]) - (aRe[i] * bIm[i]);
        }

        return (re, im);
    }
}
