namespace Gramian.Data.Tests;

public sealed class TableTests
{
    private static readonly Table Gaps = Sample.Csv("a,b,kind\n1,,x\n,2,y\n3,3,\n4,4,z\n");

    [Fact]
    public void Complete_rows_are_those_without_a_missing_cell_where_it_matters()
    {
        Assert.Equal([4.0], Gaps.Complete().Numbers("a"));
        Assert.Equal([1.0, 3, 4], Gaps.Complete(["a"]).Numbers("a"));
        Assert.Equal(["x", "z"], Gaps.Complete(["kind", "a"]).Texts("kind"));
        Assert.Same(Gaps, Gaps.Complete([]));
    }

    [Fact]
    public void A_table_without_a_complete_row_is_refused()
    {
        DataException none = Assert.Throws<DataException>(() => Sample.Csv("a,b\n1,\n,2\n").Complete());
        Assert.Contains("every row", none.Message);
        Assert.Contains("no column 'z'", Assert.Throws<DataException>(() => Gaps.Complete(["z"])).Message);
    }

    [Fact]
    public void A_column_that_is_sought_in_a_file_without_names_is_refused_with_the_reason()
    {
        Table bare = Sample.Csv("1,2\n3,4\n");
        Assert.Contains("no row of names", Assert.Throws<DataException>(() => bare["price"]).Message);
        Assert.DoesNotContain("no row of names", Assert.Throws<DataException>(() => Gaps["price"]).Message);
    }
}
