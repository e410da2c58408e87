namespace Gramian.Reports.Svg;

/// <summary>The colour scale of matrix images: dark violet to pale yellow, in even steps of perceived
/// lightness.</summary>
/// <remarks>
/// 255 colours with lightness from 0.24 to 0.94 in equal steps of the Oklab scale while the hue turns from violet over
/// blue and green to yellow, so that the order stays readable in grey and for colour-blind eyes; the last entry is grey
/// and stands for values that are not finite.
/// </remarks>
internal static class SequentialColours
{
    public const int Count = 255;
    private const byte NotFinite = 255;

    /// <summary>Red, green and blue of all 256 entries.</summary>
    public static byte[] Bytes { get; } = Build();

    public static byte Index(double value, double low, double high)
    {
        if (!double.IsFinite(value))
        {
            return NotFinite;
        }

        double fraction = high > low ? (value - low) / (high - low) : 0.5;
        return (byte)Math.Clamp((int)(fraction * Count), 0, Count - 1);
    }

    public static string Hex(int index) =>
        $"#{Bytes[3 * index]:x2}{Bytes[(3 * index) + 1]:x2}{Bytes[(3 * index) + 2]:x2}";

    private static byte[] Build()
    {
        byte[] bytes = new byte[256 * 3];
        for (int i = 0; i < Count; i++)
        {
            double t = i / (Count - 1.0);
            double lightness = 0.24 + (0.70 * t);
            double hue = (305 - (200 * Math.Pow(t, 0.9))) * Math.PI / 180;
            double chroma = 0.10 + (0.06 * Math.Sin(Math.PI * t));
            while (!TryConvert(lightness, chroma, hue, bytes.AsSpan(3 * i, 3)))
            {
                chroma *= 0.98;
            }
        }

        bytes.AsSpan(3 * NotFinite, 3).Fill(0x88);
        return bytes;
    }

    // Oklab (B. Ottosson, 2020) to linear sRGB to sRGB; false when the colour does not exist on a screen.
    private static bool TryConvert(double lightness, double chroma, double hue, Span<byte> rgb)
    {
        (double a, double b) = (chroma * Math.Cos(hue), chroma * Math.Sin(hue));
        double l = Cube(lightness + (0.3963377774 * a) + (0.2158037573 * b));
        double m = Cube(lightness - (0.1055613458 * a) - (0.0638541728 * b));
        double s = Cube(lightness - (0.0894841775 * a) - (1.2914855480 * b));
        ReadOnlySpan<double> linear =
        [
            (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
            (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s),
        ];
        for (int i = 0; i < 3; i++)
        {
            if (linear[i] is < 0 or > 1)
            {
                return false;
            }

            double value = linear[i] <= 0.0031308 ? 12.92 * linear[i] : (1.055 * Math.Pow(linear[i], 1 / 2.4)) - 0.055;
            rgb[i] = (byte)Math.Round(255 * value);
        }

        return true;
    }

    private static double Cube(double x) => x * x * x;
}
