using FsCheck;
using FsCheck.Fluent;
using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Tables;

namespace Gramian.Models.Tests.Tables;

public sealed class TablePipelineTests
{
    private static readonly Table Training = Read("""
        size [m],colour,day,fixed,price [EUR]
        1,red,2026-01-01,7,10
        2,blue,2026-01-02,7,20
        NA,red,2026-01-03,7,30
        4,green,2026-01-04,7,40
        """);

    private static readonly FittedTablePipeline Fitted = new TablePipeline("price").Fit(Training);

    [Fact]
    public void Names_its_features_with_units_and_leaves_constant_columns_out()
    {
        Assert.Equal(["size", "size is missing", "colour=red", "colour=blue", "colour=green", "day"],
            Fitted.Features.Select(f => f.Name));
        Assert.Equal(["m", null, null, null, null, "days since 1970-01-01 UTC"], Fitted.Features.Select(f => f.Unit));
        Assert.Equal(("price", "EUR"), (Fitted.Target, Fitted.TargetUnit));
        Assert.Equal(25, Fitted.TargetScaling.Mean);
    }

    [Fact]
    public void Encodes_as_written_down()
    {
        Points points = Fitted.Encode(Training, out EncodingNotes notes);
        Assert.Equal((4, 6), (points.Count, points.Dimension));
        Feature size = Fitted.Features[0];
        Assert.Equal([(2 - size.Mean) / size.Scale, 1, 1, 0, 0], points.Values.Row(2)[..5].ToArray());
        Assert.Equal(0, points.Values.ColumnToArray(0).Average(), 1e-15);     // rounding of four terms of size 1
        Assert.Equal(new Dictionary<string, int> { ["size"] = 1 }, notes.Imputed);
        Assert.Equal([10.0, 20, 30, 40], Fitted.RawTargets(Training));
        Assert.Equal(0, Fitted.Targets(Training).Sum(), 1e-15);
    }

    [Fact]
    public void A_missing_cell_gets_the_median_of_the_training_rows_whatever_stands_beside_it()
    {
        Table queries = Read("""
            size [m],colour,day,fixed
            1000,red,2026-01-01,7
            NA,red,2026-01-01,7
            3000,red,2026-01-01,7
            """);
        Feature size = Fitted.Features[0];
        Assert.Equal((2 - size.Mean) / size.Scale, Fitted.Encode(queries, out _).Values[1, 0]);
    }

    [Fact]
    public void A_category_never_seen_is_zero_everywhere_and_counted()
    {
        Points points = Fitted.Encode(Read("colour,size,day,fixed\npink,1,2026-01-01,9\nred,2,2026-02-01,9\n"),
            out EncodingNotes notes);
        Assert.Equal([0.0, 0, 0], points.Values.Row(0)[2..5].ToArray());
        Assert.Equal([1.0, 0, 0], points.Values.Row(1)[2..5].ToArray());
        Assert.Equal(new Dictionary<string, int> { ["colour"] = 1 }, notes.Unseen);
        Assert.Equal("Column 'colour' has 1 cell with a category that the training rows do not have.",
            notes.Sentences().Single());
    }

    [Theory]
    [InlineData("colour,day,fixed\nred,2026-01-01,7\n", "the column 'size' that the model needs is absent")]
    [InlineData("sise,colour,day,fixed\n1,red,2026-01-01,7\n", "perhaps it is now called 'sise'")]
    [InlineData("a,b\n1,2\n", "are absent")]
    [InlineData("size [cm],colour,day,fixed\n1,red,2026-01-01,7\n", "the unit is cm, but the model was fitted in m")]
    [InlineData("size,colour,day,fixed\nbig,red,2026-01-01,7\n",
        "fitted with numbers here, but the cells are categories")]
    [InlineData("size,colour,day,fixed\n1,red,5,7\n", "fitted with dates here, but the cells are numbers")]
    public void Refuses_a_table_that_does_not_fit_in_one_sentence(string text, string says)
    {
        DataException error = Assert.Throws<DataException>(() => Fitted.Encode(Read(text), out _));
        Assert.Contains(says, error.Message);
        Assert.EndsWith(".", error.Message);
    }

    [Fact]
    public void Tables_read_with_the_types_of_the_model_name_the_bad_cell()
    {
        DataException error = Assert.Throws<DataException>(() =>
            Read("size,colour,day,fixed\nbig,red,2026-01-01,7\n", Fitted.ReadOptions()));
        Assert.Equal(("size", 2L, "big"), (error.Column, error.Line, error.Value));
        Table levels = Read("size,colour,day,fixed\n1,1,2026-01-01,7\n", Fitted.ReadOptions());
        Assert.Equal(ColumnType.Category, levels["colour"].Type);
    }

    [Fact]
    public void Columns_without_a_cell_are_missing_whatever_their_type()
    {
        Points points = Fitted.Encode(Read("size,colour,day,fixed\n,,,\n,,,\n"), out EncodingNotes notes);
        Assert.Equal(2, points.Count);
        Assert.Equal([("colour", 2), ("day", 2), ("fixed", 2), ("size", 2)], notes.Imputed.Select(p => (p.Key,
            p.Value)));
    }

    [Fact]
    public void Chosen_columns_are_taken_in_their_order_and_wrong_choices_refused()
    {
        FittedTablePipeline chosen = (new TablePipeline("price") { Columns = ["day", "size"] }).Fit(Training);
        Assert.Equal(["day", "size"], chosen.Columns.Select(c => c.Name));
        Says("no column 'x'", "x");
        Says("cannot be an input", "price");
        Says("twice", "day", "day");
        Says("one value in all rows", "fixed");
        Says("no input column");

        static void Says(string words, params string[] columns) => Assert.Contains(words,
            Assert.Throws<DataException>(() =>
            (new TablePipeline("price") { Columns = columns }).Fit(Training)).Message);
    }

    [Fact]
    public void Missing_inputs_can_be_refused_and_text_is()
    {
        FittedTablePipeline strict = (new TablePipeline("price") { Missing = MissingValues.Refuse }).Fit(Training);
        Assert.Contains("row 3 is missing", Assert.Throws<DataException>(() => strict.Encode(Training, out _)).Message);
        var text = new Table([new TextColumn("who", ["a", "b"]), new NumberColumn("price", [1, 2])]);
        Assert.Contains("free text", Assert.Throws<DataException>(() => new TablePipeline("price").Fit(text)).Message);
    }

    [Fact]
    public void Points_do_not_depend_on_the_order_of_rows_the_place_of_columns_or_the_unit() => Prop.ForAll(
        Gen.Choose(-1000, 1000).ArrayOf(12).ToArbitrary(),
        Gen.Choose(1, 1000).ToArbitrary(),
        (cells, factor) =>
        {
            double[] x = Array.ConvertAll(cells, cell => cell / 4.0);
            double[] y = [.. Enumerable.Range(0, 12).Select(i => (double)(i % 5))];
            double[] z = [.. Enumerable.Range(0, 12).Select(i => (double)(i * i))];
            int[] order = [.. Enumerable.Range(0, 12).Reverse()];
            var table = new Table([new NumberColumn("x", x), new NumberColumn("z", z), new NumberColumn("y", y)]);
            var scaled = new Table([
                new NumberColumn("z", z), new NumberColumn("y", y),
                new NumberColumn("x", Array.ConvertAll(x, value => (value * factor) + 3))]).SelectRows(order);
            Points ours = (new TablePipeline("y") { Columns = ["z", "x"] }).Fit(table).Encode(table, out _);
            Points theirs = (new TablePipeline("y") { Columns = ["z", "x"] }).Fit(scaled).Encode(scaled, out _);
            for (int i = 0; i < 12; i++)
            {
                for (int j = 0; j < ours.Dimension; j++)
                {
                    // An affine change of unit moves the last bits of mean and scale: 1e-10 for values up to 2.5e5 of
                    // spread 1.
                    Assert.Equal(ours.Values[order[i], j], theirs.Values[i, j], 1e-9);
                }
            }
        }).QuickCheckThrowOnFailure();

    private static Table Read(string text, TableReadOptions? options = null)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return Table.Read(stream, "t.csv", options);
    }
}
