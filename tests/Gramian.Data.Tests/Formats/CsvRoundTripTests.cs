using FsCheck;
using FsCheck.Fluent;

namespace Gramian.Data.Tests.Formats;

public sealed class CsvRoundTripTests
{
    private static readonly Gen<double> Numbers = Gen.OneOf(
        ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite), Gen.Choose(-1000, 1000).Select(i => i / 8.0),
        Gen.Constant(double.NaN));

    // Any letters that a cell may hold, the special ones often; not a number, a date or a missing token by its first.
    private static readonly Gen<string> Words = Gen.OneOf(
            Gen.Elements(',', '"', '\n', '\r', ';', '\t', '|', 'é', '=', '#', ' ', '\''), Gen.Choose('a',
                'z').Select(c => (char)c))
        .ListOf().Select(letters => "w" + new string([.. letters]) + "w");

    [Fact]
    public void A_written_table_reads_back_to_the_same_bits() => Prop.ForAll(
        Gen.Choose(1, 20).SelectMany(rows => Numbers.ArrayOf(rows).SelectMany(numbers =>
            Words.ArrayOf(rows).Select(words => (numbers, words)))).ToArbitrary(),
        made =>
        {
            var table = new Table([
                new NumberColumn("number, \"quoted\"", made.numbers, "m"),
                CategoryColumn.FromText("word", made.words)]);
            using var writer = new StringWriter();
            table.WriteCsv(writer);
            Table back = Sample.Csv(writer.ToString(), new TableReadOptions
            {
                Header = HeaderRow.Present,
                ColumnTypes = new Dictionary<string, ColumnType> { ["word"] = ColumnType.Category },
            });
            Assert.Equal("m", back.Columns[0].Unit);
            Assert.Equal(made.numbers.Select(Bits), back.Numbers("number, \"quoted\"").Select(Bits));
            Assert.Equal(made.words, back.Texts("word"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_only_column_keeps_its_missing_cells()
    {
        using var writer = new StringWriter();
        new Table([new NumberColumn("x", [1, double.NaN, 3])]).WriteCsv(writer);
        Assert.Equal([1, double.NaN, 3], Sample.Csv(writer.ToString()).Numbers("x"));
    }

    // All missing cells are one value, whatever the bits of the NaN.
    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value);
}
