using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Files;

namespace Gramian.Cli.Output;

/// <summary>Loads models for verbs.</summary>
internal static class ModelSource
{
    /// <summary>Loads and checks a model.</summary>
    /// <exception cref="DataException">There is no such file, or it is no sound model.</exception>
    public static TableModel Load(string path)
    {
        CheckThere(path);
        return GramFile.LoadAny(path);
    }

    /// <summary>Refuses a path where there is no file.</summary>
    public static void CheckThere(string path)
    {
        if (Directory.Exists(path))
        {
            throw DataException.At("this is a folder, not a model file", path);
        }

        if (!File.Exists(path))
        {
            throw DataException.At("there is no such file", path);
        }
    }
}
