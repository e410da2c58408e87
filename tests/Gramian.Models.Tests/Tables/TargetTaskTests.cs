using Gramian.Data;
using Gramian.Models.Tables;

namespace Gramian.Models.Tests.Tables;

public sealed class TargetTaskTests
{
    [Theory]
    [InlineData(ModelTask.Classification, true, "0 1")]
    [InlineData(ModelTask.Classification, true, "-1 1")]
    [InlineData(ModelTask.Classification, true, "0 1 2")]
    [InlineData(ModelTask.Classification, true, "1 2 3 4")]
    [InlineData(ModelTask.Regression, true, "3 4 5 6")]
    [InlineData(ModelTask.Regression, true, "0 1 2 4")]
    [InlineData(ModelTask.Regression, false, "0.5 1.5")]
    [InlineData(ModelTask.Regression, false, "7")]
    public void Few_whole_numbers_that_look_like_codes_are_classes(
        ModelTask expected, bool says, string numbers)
    {
        double[] values = Array.ConvertAll(
            numbers.Split(' '), text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
        double[] cells = [.. Enumerable.Range(0, 10 * values.Length).Select(i => values[i % values.Length])];
        TargetTask decided = TargetTask.Of(Of(cells), "y");
        Assert.Equal(expected, decided.Task);
        Assert.Equal(says, decided.Reason is not null);
        ModelTask other = expected == ModelTask.Regression ? ModelTask.Classification : ModelTask.Regression;
        if (says)
        {
            Assert.Contains($"--task {other.ToString().ToLowerInvariant()}", decided.Reason);
        }

        Assert.Equal(new TargetTask(other, null), TargetTask.Of(Of(cells), "y", new FitOptions { Task = other }));
    }

    [Fact]
    public void Few_rows_of_each_number_are_no_classes() =>
        Assert.Equal(ModelTask.Regression, TargetTask.Of(Of([0, 1, 2, 0, 1, 2]), "y").Task);

    [Fact]
    public void Categories_are_classes_and_a_model_of_numbers_refuses_them()
    {
        Table table = TrainedModelTests.Made(20);
        Assert.Equal(new TargetTask(ModelTask.Classification, null), TargetTask.Of(table, "colour"));
        string message = Assert.Throws<DataException>(() => TargetTask.Of(
            table, "colour", new FitOptions { Model = ModelKind.GaussianProcess })).Message;
        Assert.Contains("'gp' predicts numbers", message);
        Assert.Contains("svm", message);
        Assert.Contains("regression predicts numbers", Assert.Throws<DataException>(() => TargetTask.Of(
            table, "colour", new FitOptions { Task = ModelTask.Regression })).Message);
    }

    [Fact]
    public void Ten_classes_are_not_two_numbers()
    {
        double[] eleven = [.. Enumerable.Range(0, 110).Select(i => (double)(i % 11))];
        Assert.Equal(new TargetTask(ModelTask.Regression, null), TargetTask.Of(Of(eleven), "y"));
    }

    private static Table Of(double[] cells) =>
        new([new NumberColumn("x", [.. cells.Select((_, i) => (double)i)]), new NumberColumn("y", cells)]);
}
