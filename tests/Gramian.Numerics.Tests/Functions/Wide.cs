namespace Gramian.Numerics.Tests.Functions;

/// <summary>
/// A number of about 104 bits as an unevaluated sum of two doubles, with slow series for the elementary functions: the
/// reference of the accuracy tests. It shares no code with them.
/// </summary>
public readonly record struct Wide(double High, double Low)
{
    private static readonly Wide Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly Wide InverseRootPi = 1.0 / Sqrt(new Wide(3.141592653589793, 1.2246467991473532e-16));

    public static implicit operator Wide(double value) => new(value, 0);

    public static Wide operator -(Wide a) => new(-a.High, -a.Low);

    public static Wide operator +(Wide a, Wide b)
    {
        if (!double.IsFinite(a.High + b.High))
        {
            return a.High + b.High;
        }

        Wide s = Two(a.High, b.High);
        Wide t = Two(a.Low, b.Low);
        Wide c = Fast(s.High, s.Low + t.High);
        return Fast(c.High, c.Low + t.Low);
    }

    public static Wide operator -(Wide a, Wide b) => a + -b;

    public static Wide operator *(Wide a, Wide b)
    {
        double p = a.High * b.High;
        if (!double.IsFinite(p))
        {
            return p;
        }

        double e = Math.FusedMultiplyAdd(a.High, b.High, -p);
        return Fast(p, e + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static Wide operator /(Wide a, Wide b)
    {
        double q1 = a.High / b.High;
        Wide r = a - (b * q1);
        double q2 = r.High / b.High;
        r -= b * q2;
        return Fast(q1, q2) + (r.High / b.High);
    }

    public static Wide Sqrt(Wide a)
    {
        if (a.High < 1e-200)
        {
            // The squares of the remainder would underflow.
            return Sqrt(a * Math.ScaleB(1, 600)) * Math.ScaleB(1, -300);
        }

        double root = Math.Sqrt(a.High);
        return root + ((a - ((Wide)root * root)) / (2 * root));
    }

    public static Wide Exp(Wide x)
    {
        if (Math.Abs(x.High) > 800)
        {
            return x.High > 0 ? double.PositiveInfinity : 0;
        }

        double k = Math.Round(x.High / Ln2.High);
        Wide r = (x - (Ln2 * k)) * (1.0 / 256);
        Wide e = 1 + Taylor(r, 14);
        for (int i = 0; i < 8; i++)
        {
            e *= e;
        }

        return e * Math.ScaleB(1, (int)k - ((int)k / 2)) * Math.ScaleB(1, (int)k / 2);
    }

    public static Wide Expm1(Wide x) => Math.Abs(x.High) < 0.5 ? Taylor(x, 28) : Exp(x) - 1;

    public static Wide Log(Wide x)
    {
        if (x.High < 1e-280)
        {
            return Log(x * Math.ScaleB(1, 200)) - (Ln2 * 200);
        }

        int k = Math.ILogB(x.High);
        double scale = Math.ScaleB(1, -k);
        Wide m = x * scale;
        if (m.High > 1.5)
        {
            m *= 0.5;
            k++;
        }

        return (Ln2 * k) + LogOfRatio((m - 1) / (m + 1));
    }

    public static Wide Log1p(double x) => Math.Abs(x) < 0.4 ? LogOfRatio((Wide)x / (x + (Wide)2)) : Log(1 + (Wide)x);

    public static Wide Sin(double x, int quarters)
    {
        double k = Math.Round(x / 1.5707963267948966);
        Wide r = (x - ((Wide)k * 1.5707963267948966)) - ((Wide)k * 6.123233995736766e-17);
        r -= k * -1.4973849048591698e-33;
        int quadrant = (int)((((long)k + quarters) % 4 + 4) % 4);
        Wide square = -(r * r);
        bool cosine = quadrant % 2 == 1;
        Wide term = cosine ? 1 : r;
        Wide sum = term;
        for (int n = cosine ? 1 : 2; n < 40; n += 2)
        {
            term = term * square / ((double)n * (n + 1));
            sum += term;
        }

        return quadrant >= 2 ? -sum : sum;
    }

    public static Wide Tanh(double x)
    {
        Wide e = Expm1(2 * Math.Min(x, 60));
        return e / (e + 2);
    }

    public static Wide Erf(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        Wide term = x;
        Wide sum = x;
        for (int n = 1; n < 250 && Math.Abs(term.High) > 1e-34 * Math.Abs(sum.High); n++)
        {
            term = term * ((Wide)x * x * 2) / ((2.0 * n) + 1);
            sum += term;
        }

        return sum * 2 * InverseRootPi * Exp(-((Wide)x * x));
    }

    public static Wide Erfcx(double x)
    {
        if (x < 2)
        {
            return Exp((Wide)x * x) * (1 - Erf(x));
        }

        Wide fraction = 0;
        for (int k = x < 4 ? 300 : 60; k > 0 && x < 1e10; k--)
        {
            fraction = (0.5 * k) / (x + fraction);
        }

        return InverseRootPi / (x + fraction);
    }

    public static Wide Erfc(double x) => x < 2 ? 1 - Erf(x) : x > 28 ? 0 : Erfcx(x) * Exp(-((Wide)x * x));

    public static Wide Pow(double x, double y) => Exp(Log(x) * y);

    /// <summary>
    /// The distance of a result from this value, in units of the last place of a double of this size.
    /// </summary>
    public double UlpsFrom(double result)
    {
        if (double.IsInfinity(result) || double.IsInfinity(High))
        {
            bool sameSide = Math.Abs(High) > 1.797693134862315e308 && Math.Sign(High) == Math.Sign(result);
            return sameSide ? 0 : double.PositiveInfinity;
        }

        double ulp = Math.Max(double.Epsilon, Math.ScaleB(1, Math.Max(Math.ILogB(High), -1022) - 52));
        double distance = Math.Abs(((result - High) - Low) / ulp);

        // Down here the reference itself is rounded to subnormal numbers.
        return Math.Abs(High) < 1e-290 ? Math.Max(0, distance - 1) : distance;
    }

    /// <summary>The same for a float.</summary>
    public double SingleUlpsFrom(float result)
    {
        if (float.IsInfinity(result) || Math.Abs(High) > float.MaxValue)
        {
            return (float)High == result ? 0 : double.PositiveInfinity;
        }

        double ulp = Math.ScaleB(1, Math.Max(High == 0 ? -126 : Math.ILogB(High), -126) - 23);
        return Math.Abs(((result - High) - Low) / ulp);
    }

    private static Wide Taylor(Wide x, int terms)
    {
        Wide term = x;
        Wide sum = x;
        for (int n = 2; n <= terms; n++)
        {
            term = term * x / n;
            sum += term;
        }

        return sum;
    }

    // ln((1 + s)/(1 − s)).
    private static Wide LogOfRatio(Wide s)
    {
        Wide square = s * s;
        Wide power = s;
        Wide sum = s;
        for (int n = 3; n < 61; n += 2)
        {
            power *= square;
            sum += power / n;
        }

        return sum * 2;
    }

    private static Wide Two(double a, double b)
    {
        double s = a + b;
        double v = s - a;
        return new Wide(s, (a - (s - v)) + (b - v));
    }

    private static Wide Fast(double a, double b)
    {
        double s = a + b;
        return double.IsFinite(s) ? new Wide(s, b - (s - a)) : new Wide(s, 0);
    }
}
