namespace Gramian.Numerics.Random;

/// <summary>Makes the inputs of the speed workloads, easy to repeat in any language with 64-bit integers.</summary>
/// <remarks>
/// bits(s, i) = mix(mix(s) + (i + 1)·9E3779B97F4A7C15₁₆), with mix(z): z ^= z ≫ 30,
/// z ·= BF58476D1CE4E5B9₁₆, z ^= z ≫ 27, z ·= 94D049BB133111EB₁₆, z ^= z ≫ 31. Element (r, c) of an n × d matrix
/// takes index r·d + c. For statistics use
/// <see cref="RandomStream"/>.
/// </remarks>
public static class WorkloadRandom
{
    /// <summary>The 64 bits of an index.</summary>
    public static ulong Bits(ulong seed, ulong index) =>
        Mix(unchecked(Mix(seed) + ((index + 1) * 0x9E3779B97F4A7C15)));

    /// <summary>U(s, i) = (bits ≫ 11) · 2⁻⁵³, in [0, 1).</summary>
    public static double Uniform(ulong seed, ulong index) => (Bits(seed, index) >> 11) * (1.0 / (1L << 53));

    /// <summary>N(s, i) = √(−2 ln(1 − U(s, 2i))) cos(2π U(s, 2i + 1)).</summary>
    public static double Normal(ulong seed, ulong index) =>
        Math.Sqrt(-2 * Math.Log(1 - Uniform(seed, 2 * index))) * Math.Cos(2 * Math.PI * Uniform(seed, (2 * index) + 1));

    /// <summary>Makes an n × d matrix of uniform numbers.</summary>
    public static Matrix<double> UniformMatrix(ulong seed, int rows, int columns) =>
        Make(rows, columns, index => Uniform(seed, index));

    /// <summary>Makes an n × d matrix of normal numbers.</summary>
    public static Matrix<double> NormalMatrix(ulong seed, int rows, int columns) =>
        Make(rows, columns, index => Normal(seed, index));

    private static Matrix<double> Make(int rows, int columns, Func<ulong, double> element)
    {
        var matrix = Matrix<double>.Uninitialized(rows, columns);
        ulong index = 0;
        for (int row = 0; row < rows; row++)
        {
            Span<double> line = matrix.Row(row);
            for (int column = 0; column < line.Length; column++)
            {
                line[column] = element(index++);
            }
        }

        return matrix;
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
