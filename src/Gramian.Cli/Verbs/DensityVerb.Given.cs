using System.Text.Json.Nodes;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Reports;

namespace Gramian.Cli.Verbs;

/// <summary>The density of some columns given the values of others.</summary>
internal sealed partial class DensityVerb
{
    private const int CurvePlaces = 200, GridPlaces = 60;
    private const double FewRows = 5;

    private int RunGiven(
        Session session, Table rows, (string Column, double Value)[] values, TableReadOptions reading,
        OutputFile? file, OutputFile? page)
    {
        (NumericPoints inputs, NumericPoints targets) = Sides(session, rows, values);
        DensityRefusals.Constant(inputs, rows.Source);
        DensityRefusals.Constant(targets, rows.Source);
        FittedConditionalDensity fitted = session.Watch("fitting", compute => Refusing(
            () => new ConditionalDensity().Fit(inputs.Points, targets.Points, options: compute)));
        session.NoteIfAny(fitted.Warning);
        FittedKernelDensity density = fitted.At(Array.ConvertAll(values, pair => pair.Value));
        double speaking = 1 / density.Weights.ToArray().Sum(weight => weight * weight);
        if (speaking < FewRows)
        {
            session.Note(FormattableString.Invariant(
                $"the given values are far from most rows: as few as {speaking:G2} of them speak there"));
        }

        IReadOnlyList<DensityRegion> regions = session.Value(hdr) is double[] shares
            ? session.Watch("finding regions", compute => new RegionSearch { Seed = session.Value(seed) ?? 0 }
                .HighestDensity(density, shares, compute))
            : [];
        Table made = session.Value(sample) is int count
            ? Draws(density, targets, count, session.Value(seed) ?? 0)
            : GivenDensities(session, density, targets, reading, regions);
        string? html = page is null ? null : session.Watch("reporting", compute => ConditionalReport.Render(
            fitted, density, values, targets.Names, targets.Units, TableSource.BareName(session.Value(table)), regions,
            compute));
        foreach (DensityRegion region in regions)
        {
            session.Note(RegionOutput.Sentence(region));
        }

        Write(session, made, file, page, $"bandwidth {density.Bandwidth}, and {fitted.InputBandwidth} of what is given",
            () => AsJson(fitted, density, values, targets, regions, made, speaking, page));
        page?.WriteText(writer => writer.Write(html));
        return ExitCode.Ok;
    }

    private (NumericPoints Inputs, NumericPoints Targets) Sides(
        Session session, Table rows, (string Column, double Value)[] values)
    {
        if (bandwidthFlags.IsAnyGiven(session))
        {
            throw RefusedException.Usage("--given chooses the bandwidths of both sides together, with gaussian "
                + "profiles; leave the options of a bandwidth away");
        }

        string[] names = Array.ConvertAll(values, pair => pair.Column);
        var inputs = NumericPoints.Of(rows, names);
        string[] wanted = session.Value(columns)
            ?? [.. rows.Columns.OfType<NumberColumn>().Select(column => column.Name).Except(names)];
        if (wanted.Intersect(names).FirstOrDefault() is { } both)
        {
            throw RefusedException.Usage(
                $"--given and --columns both name '{DataException.Show(both)}'; it is either given or estimated");
        }

        if (wanted.Length == 0)
        {
            throw RefusedException.Request("every column of numbers is given, and none is left to be estimated");
        }

        if (wanted.Length > 2 && session.Value(at) is null && session.Value(sample) is null)
        {
            throw RefusedException.Usage(FormattableString.Invariant(
                $"{wanted.Length} columns would be estimated, and a grid has one or two: name them by --columns, ")
                + "or give rows by --at, or draw some by --sample");
        }

        return (inputs, NumericPoints.Of(rows, wanted));
    }

    private Table GivenDensities(
        Session session, FittedKernelDensity density, NumericPoints targets, TableReadOptions reading,
        IReadOnlyList<DensityRegion> regions)
    {
        bool isGrid = session.Value(at) is null;
        Points queries = isGrid
            ? Grid(density)
            : NumericPoints.Of(TableSource.Read(session, session.Value(at)!, reading), targets.Names).Points;
        double[] logs = session.Watch("estimating", compute => density.LogDensity(queries, compute));
        IEnumerable<NumberColumn> places = isGrid
            ? targets.Names.Select((name, j) => new NumberColumn(
                name, queries.Values.ColumnToArray(j), targets.Units[j]))
            : [];
        Table found = Columns([(Header, logs)], Inside(session, regions, queries));
        return new Table([.. found.Columns, .. places]);
    }

    private static Points Grid(FittedKernelDensity density)
    {
        int d = density.Dimension;
        int count = d == 1 ? CurvePlaces : GridPlaces;
        (double Low, double High)[] extents = [.. Enumerable.Range(0, d).Select(axis => density.Extent(axis))];
        var values = new Matrix<double>(d == 1 ? count : count * count, d);
        for (int i = 0; i < values.Rows; i++)
        {
            for (int axis = 0, rest = i; axis < d; axis++, rest /= count)
            {
                values[i, axis] = extents[axis].Low
                    + ((extents[axis].High - extents[axis].Low) * (rest % count) / (count - 1));
            }
        }

        return new Points(values);
    }

    private static JsonObject AsJson(
        FittedConditionalDensity fitted, FittedKernelDensity density, (string Column, double Value)[] values,
        NumericPoints targets, IReadOnlyList<DensityRegion> regions, Table made, double speaking, OutputFile? page)
    {
        var given = new JsonObject();
        foreach ((string column, double value) in values)
        {
            given[column] = Json.Number(value);
        }

        var result = new JsonObject
        {
            ["rows"] = density.Points.Count,
            ["columns"] = Json.Texts(targets.Names),
            ["given"] = given,
            ["effective_rows"] = Json.Number(speaking),
            ["bandwidth"] = new JsonObject
            {
                ["rule"] = "likelihood of the targets",
                ["lengths"] = Json.Numbers(density.Bandwidth.Lengths.ToArray()),
                ["given_lengths"] = Json.Numbers(fitted.InputBandwidth.Lengths.ToArray()),
                ["warning"] = fitted.Warning,
            },
        };
        return WithResults(result, regions, made, page);
    }
}
