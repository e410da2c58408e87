using Gramian.Data;

namespace Gramian.Atlas;

/// <summary>Represents the folders in which tables are looked for, in order. Immutable.</summary>
/// <param name="Paths">The folders; one that does not exist is passed over.</param>
public sealed record DataFolders(IReadOnlyList<string> Paths)
{
    /// <summary>The environment variable that names the first folder.</summary>
    public const string Variable = "GRAMIAN_DATA";

    /// <summary>
    /// The folder of <see cref="Variable"/>, then the folder data of the checkout, found upward from the program and
    /// from the current directory.
    /// </summary>
    public static DataFolders FromEnvironment()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        string?[] found = [named, Upward(AppContext.BaseDirectory), Upward(Directory.GetCurrentDirectory())];
        return new DataFolders([.. found.OfType<string>().Where(path => path.Length > 0).Distinct()]);
    }

    /// <summary>Finds a file under one of several names, such as the same set under two collections.</summary>
    /// <param name="names">Paths relative to a data folder, with forward slashes, in order of preference.</param>
    /// <exception cref="DataException">None of the folders holds any of them.</exception>
    public string Find(params ReadOnlySpan<string> names)
    {
        foreach (string folder in Paths)
        {
            foreach (string name in names)
            {
                string path = Path.Combine(folder, name);
                if (File.Exists(path)) return path;
            }
        }

        throw new DataException(
            $"The table {names[0]} is in none of the data folders ({string.Join(", ", Paths)}); "
            + $"set {Variable} to one that has it.");
    }

    private static string? Upward(string start)
    {
        for (var folder = new DirectoryInfo(start); folder != null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "data");
            if (File.Exists(Path.Combine(data, "energy.csv"))) return data;
        }

        return null;
    }
}
