using System.Globalization;
using Gramian.Data;
using Gramian.Models.Tables;

namespace Gramian.Models;

/// <summary>Represents the predicted classes of the rows of a table, in their order.</summary>
/// <param name="Prediction">Labels and probabilities.</param>
/// <param name="Source">The table whose rows were predicted.</param>
/// <param name="Notes">What had to be decided about that table.</param>
public sealed record TableClassPrediction(ClassPrediction Prediction, Table Source, EncodingNotes Notes)
{
    /// <summary>Makes the table that is written out: kept columns, then label and probability_CLASS for each.</summary>
    /// <param name="keep">The names of columns of the source to copy; null for none.</param>
    /// <exception cref="DataException">A kept column does not exist or has a name that is needed.</exception>
    public Table ToTable(IReadOnlyList<string>? keep = null)
    {
        string[] names = [.. Prediction.Classes.Names];
        var made = new List<Column> { Labels(names) };
        if (Prediction.Probabilities is { } probabilities)
        {
            made.AddRange(names.Select((name, i) =>
                new NumberColumn($"probability_{name}", probabilities.View.ColumnToArray(i))));
        }

        return TablePrediction.Beside(Source, keep, made);
    }

    // Numbers stay numbers: as text a negative one would be guarded against spreadsheets that see a formula in it.
    private Column Labels(string[] names)
    {
        if (Prediction.Classes.Type != ColumnType.Number)
        {
            return new CategoryColumn("label", Prediction.Labels, names);
        }

        double[] numbers = Array.ConvertAll(names, name => double.Parse(name, CultureInfo.InvariantCulture));
        return new NumberColumn("label", Array.ConvertAll(Prediction.Labels, place => numbers[place]));
    }
}
