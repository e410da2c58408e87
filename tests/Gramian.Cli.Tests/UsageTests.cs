namespace Gramian.Cli.Tests;

/// <summary>
/// Every option with every kind of value that it cannot take: exit code 2, one line that names the option.
/// </summary>
public sealed class UsageTests
{
    private const string Huge = "99999999999999999999999999";

    // What each option takes in the way of wrong values, beside the empty one.
    private static readonly (string Option, string[] Wrong)[] FitOptions =
    [
        ("--target", []),
        ("--columns", ["a,,b", "\"a"]),
        ("--model", ["forest", "GP", Huge]),
        ("--kernel", ["rbf(", "nonsense", "rbf + ", "-1 * rbf", "rbf(lengthscale=0)", "rbf(lengthscale=1e999)"]),
        ("--folds", ["1", "0", "-3", "2.5", "x", Huge, "1,0", "NaN"]),
        ("--seed", ["-1", "1.5", "x", Huge, "0x10"]),
        ("--budget", ["4", "0GB", "-1GB", "x", Huge, Huge + "GB"]),
        ("--threads", ["0", "-1", "1.5", "x", Huge, "100000"]),
        ("--restarts", ["-1", "x", Huge, "1.5"]),
        ("--missing", ["zero", Huge]),
        ("--types", ["a", "a=", "a=float", "a=number,a=date", "=number"]),
        ("--units", ["a", "a=", "=m"]),
        ("--delimiter", ["ab", "5", "x", "\""]),
        ("--encoding", ["klingon", Huge]),
        ("--format", ["xlsx", Huge]),
        ("--missing-cells", ["a,,b"]),
        ("--skip-missing", ["a,,b"]),
        ("--output", ["model.html", "model", "x.csv"]),
    ];

    private static readonly (string Option, string[] Wrong)[] PredictOptions =
    [
        ("--interval", ["0", "1", "-0.5", "95", "NaN", "Infinity", "1e999", "0,95", "x"]),
        ("--keep", ["a,,b"]),
        ("--threads", ["0", "x"]),
        ("--delimiter", ["ab"]),
    ];

    public static TheoryData<string[], string> Cases
    {
        get
        {
            var cases = new TheoryData<string[], string>();
            foreach ((string option, string[] wrong) in FitOptions)
            {
                foreach (string value in wrong.Prepend("").Append(" "))
                {
                    cases.Add(["fit", "t.csv", "--target", "y", option, value], option);
                }

                if (option != "--target") // given twice, the second time without a value: the first one counts
                {
                    cases.Add(["fit", "t.csv", "--target", "y", option], option);
                }
            }

            foreach ((string option, string[] wrong) in PredictOptions)
            {
                foreach (string value in wrong.Prepend(""))
                {
                    cases.Add(["predict", "m.gram", "t.csv", option, value], option);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_value_that_an_option_cannot_take_is_a_matter_of_usage(string[] arguments, string option)
    {
        InProcess.Run(arguments).AssertRefused(2, option);
        RunResult json = InProcess.Run([.. arguments, "--json"]);
        Assert.Equal(2, json.ExitCode);
    }

    [Theory]
    [InlineData("fit")]
    [InlineData("fit", "t.csv")]
    [InlineData("predict")]
    [InlineData("predict", "m.gram")]
    [InlineData("evaluate", "m.gram")]
    [InlineData("compare", "t.csv")]
    [InlineData("inspect")]
    [InlineData("verify")]
    [InlineData("cite")]
    [InlineData("bench")]
    [InlineData("fit", "a.csv", "b.csv", "--target", "y")]
    [InlineData("fit", "a.csv", "--target", "y", "--nonsense")]
    [InlineData("fit", "a.csv", "--target", "y", "--header", "--no-header")]
    [InlineData("bench", "W99")]
    [InlineData("reproduce")]
    [InlineData("reproduce", "no-such-slug")]
    [InlineData("reproduce", "gp-uci", "--all")]
    [InlineData("compare", "t.csv", "--target", "y", "--models", "gp,gp")]
    [InlineData("compare", "t.csv", "--target", "y", "--models", "forest")]
    [InlineData("compare", "t.csv", "--target", "y", "--models", "gp:nonsense")]
    [InlineData("frobnicate")]
    [InlineData()]
    public void A_command_line_that_cannot_be_run_is_a_matter_of_usage(params string[] arguments) =>
        InProcess.Run(arguments).AssertRefused(2);

    [Theory]
    [InlineData("predict needs <MODEL> and <TABLE>", "predict")]
    [InlineData("predict needs <TABLE>", "predict", "m.gram")]
    [InlineData("svm-predict needs <OUTPUT>", "svm-predict", "d.svm", "m.model")]
    [InlineData("bench needs <WORKLOAD>", "bench", "--quick")]
    public void What_is_absent_is_named(string said, params string[] arguments) =>
        InProcess.Run(arguments).AssertRefused(2, said);

    [Fact]
    public void With_json_an_error_is_an_object_on_standard_output_too()
    {
        RunResult result = InProcess.Run("fit", "t.csv", "--target", "y", "--folds", "x", "--json");
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("usage", (string?)result.Json["error"]!["code"]);
        Assert.Contains("--folds", (string?)result.Json["error"]!["message"]);
        Assert.Single(result.ErrorLines);
    }

    [Theory]
    [InlineData("fit")]
    [InlineData("predict")]
    [InlineData("evaluate")]
    [InlineData("compare")]
    [InlineData("inspect")]
    [InlineData("verify")]
    [InlineData("cite")]
    [InlineData("reproduce")]
    [InlineData("bench")]
    public void Every_verb_explains_itself_on_standard_output(string verb)
    {
        RunResult help = InProcess.Run(verb, "--help").AssertOk();
        Assert.Contains("Usage:", help.Output);
        Assert.Contains("--json", help.Output);
        Assert.Equal("", help.Error);
    }
}
