namespace Gramian.Cli.Tests.Shell;

/// <summary>A refusal names an option, and the same command with that option works.</summary>
public sealed class HintTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        { "x;y\n1,5;2\n2,5;3\n3;5\n4;4\n", "(--decimal-comma).", "--decimal-comma" },
        { "x,y\n1,2\nnan,3\n3,5\n4,4\n", "(--missing-cells).", "--missing-cells nan" },
        { "x,y\n1,2\n2,3\n3,5\n4,4\nred,1\n", "(--types x=category).", "--types x=category" },
        { "x,y\n1,2\n2,\n3,5\n4,4\n", "(--skip-missing y).", "--skip-missing y" },
        { "x,the end\n1,2\n2,\n3,5\n4,4\n", "(--skip-missing 'the end').", "--skip-missing all" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_named_option_makes_the_command_work(string text, string said, string options)
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", text);
        string target = text.Contains("the end", StringComparison.Ordinal) ? "the end" : "y";
        string[] command = ["fit", folder["t.csv"], "--target", target, "--no-report", "-o", folder["m.gram"]];
        InProcess.Run(command).AssertRefused(1, said);
        InProcess.Run([.. command, .. options.Split(' ')]).AssertOk();
    }

    [Fact]
    public void Free_text_among_the_inputs_is_left_out_by_naming_the_others()
    {
        using var folder = new TestFolder();
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"id{i},{i % 7},{i}\n"));
        folder.Write("t.csv", "id,x,y\n" + rows);
        string[] command = ["fit", folder["t.csv"], "--target", "y", "--restarts", "0", "-o", folder["m.gram"]];
        InProcess.Run(command).AssertRefused(1, "(--columns, or --types id=category).");
        InProcess.Run([.. command, "--columns", "x", "--no-report"]).AssertOk();
    }

    [Fact]
    public void The_encoding_is_named_for_bytes_that_are_no_utf_8()
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(folder["t.csv"], System.Text.Encoding.Latin1.GetBytes("größe,y\n1,2\n2,3\n3,5\n4,4\n"));
        string[] command = ["fit", folder["t.csv"], "--target", "y", "--no-report", "-o", folder["m.gram"]];
        InProcess.Run(command).AssertRefused(1, "(--encoding).");
        InProcess.Run([.. command, "--encoding", "latin1"]).AssertOk();
    }
}
