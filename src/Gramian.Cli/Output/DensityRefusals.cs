using Gramian.Data;
using Gramian.Models.Densities;
using Gramian.Models.Tables;

namespace Gramian.Cli.Output;

/// <summary>Refuses columns of which no density can be estimated, with their names.</summary>
internal static class DensityRefusals
{
    /// <summary>Refuses a column that does not vary, for which no rule finds a bandwidth.</summary>
    public static void Constant(NumericPoints points, string? source)
    {
        for (int j = 0; j < points.Names.Count; j++)
        {
            double[] values = points.Points.Values.ColumnToArray(j);
            if (values.AsSpan().IndexOfAnyExcept(values[0]) < 0)
            {
                throw DataException.At(FormattableString.Invariant(
                    $"the column does not vary, it is {values[0]} in every row; leave it out by --columns, or give ")
                    + "--bandwidth as a length", source, null, points.Names[j]);
            }
        }
    }

    /// <summary>Refuses a value outside of its support.</summary>
    public static void Outside(KernelDensity recipe, NumericPoints points, string? source)
    {
        for (int j = 0; recipe.Supports is { } supports && j < supports.Count; j++)
        {
            double[] values = points.Points.Values.ColumnToArray(j);
            int row = Array.FindIndex(values, value => !supports[j].Contains(value));
            if (row >= 0)
            {
                throw DataException.At(FormattableString.Invariant(
                    $"row {row + 1} is {values[row]}, outside of its support: {supports[j]}; leave the row out, or ")
                    + "change --support", source, null, points.Names[j]);
            }
        }
    }
}
