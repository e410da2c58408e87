using System.Globalization;
using System.Text;

namespace Gramian.Cli.Tests;

/// <summary>Tables that the tests fit: small ones made by a formula, and the repository's own.</summary>
internal static class Samples
{
    /// <summary>data/energy.csv of the checkout that these tests were built in.</summary>
    public static string Energy { get; } = InRepository("data", "energy.csv");

    /// <summary>data/iris.csv of the same checkout.</summary>
    public static string Iris { get; } = InRepository("data", "iris.csv");

    /// <summary>
    /// Rows of length, width, colour and y, with a smooth truth and small noise; three columns have units.
    /// </summary>
    public static string Small(int rows, int seed = 0)
    {
        var random = new Random(seed + 1);
        var text = new StringBuilder("length [m],width [m],colour,y [kg]\n");
        for (int i = 0; i < rows; i++)
        {
            double length = random.NextDouble() * 4;
            double width = random.NextDouble() * 2;
            string colour = random.Next(2) == 0 ? "red" : "blue";
            double noise = 0.05 * (random.NextDouble() - 0.5);
            double y = Math.Sin(length) + (width * width) + (colour == "red" ? 1 : 0) + noise;
            text.Append(CultureInfo.InvariantCulture, $"{length:F4},{width:F4},{colour},{y:F5}\n");
        }

        return text.ToString();
    }

    private static string InRepository(params string[] parts)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gramian.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine([folder?.FullName ?? "", .. parts]);
    }
}
