namespace Gramian.Cli.Tests.Verbs;

public sealed class ExportVerbTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_table_goes_to_svmlight_and_trains_there()
    {
        File.WriteAllLines(folder["t.csv"], ["a,b,kind", .. Enumerable.Range(0, 30).Select(i =>
            FormattableString.Invariant($"{i % 7},{(i % 2) * 0.5},{(i % 2 == 0 ? "even" : "odd")}"))]);
        RunResult written = InProcess.Run("export", folder["t.csv"], folder["t.svm"], "--target", "kind");
        Assert.Equal(0, written.ExitCode);
        Assert.Contains("1 = even, 2 = odd", written.Error);
        Assert.Equal("1", File.ReadAllLines(folder["t.svm"])[0]);
        Assert.Equal("2 1:1 2:0.5", File.ReadAllLines(folder["t.svm"])[1]);
        RunResult trained = InProcess.Run("svm-train", "-c", "100", folder["t.svm"], folder["m"]);
        Assert.Equal(0, trained.ExitCode);
        Assert.Contains("Accuracy = 100% (30/30)", InProcess.Run(
            "svm-predict", folder["t.svm"], folder["m"], folder["out"]).Output);

        // And back.
        Assert.Equal(0, InProcess.Run("export", folder["t.svm"], folder["back.csv"], "--format", "svmlight").ExitCode);
        Assert.Equal("label,x1,x2", File.ReadAllLines(folder["back.csv"])[0]);
        Assert.Equal("2,1,0.5", File.ReadAllLines(folder["back.csv"])[2]);
    }

    [Fact]
    public void Columns_that_are_named_are_written_beside_the_target()
    {
        File.WriteAllText(folder["t.csv"], "a,kind,b,c\n1,x,2,3\n4,y,5,6\n");
        InProcess.Run("export", folder["t.csv"], folder["u.csv"], "--columns", "c,a").AssertOk();
        Assert.Equal("c,a\n3,1\n6,4\n", File.ReadAllText(folder["u.csv"]));
        InProcess.Run("export", folder["t.csv"], folder["t.svm"], "--columns", "b,c", "--target", "a").AssertOk();
        Assert.Equal("1 1:2 2:3\n4 1:5 2:6\n", File.ReadAllText(folder["t.svm"]));
    }

    [Theory]
    [InlineData("t.csv t.svm", 2, "--target")]
    [InlineData("t.csv t.xyz", 2, "must end in .csv")]
    [InlineData("t.csv u.csv --target a", 2, "leave out --target")]
    [InlineData("t.csv t.svm --target c", 1, "no column 'c'")]
    [InlineData("t.csv t.svm --target a", 1, "'kind' does not")]
    [InlineData("t.csv text.svm --target kind", 1, "another kind")]
    public void Refuses_in_one_sentence(string words, int code, string reason)
    {
        File.WriteAllText(folder["t.csv"], "a,kind\n1,x\n2,y\n3,x\n");
        File.WriteAllText(folder["text.svm"], "A letter, which is no data.\n");
        string[] parts = [.. words.Split(' ').Select(word => word.Contains('.') ? folder[word] : word)];
        RunResult refused = InProcess.Run(["export", .. parts]);
        Assert.Equal(code, refused.ExitCode);
        Assert.Contains(reason, refused.Error);
    }
}
