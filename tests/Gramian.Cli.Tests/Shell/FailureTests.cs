using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Solvers;

namespace Gramian.Cli.Tests.Shell;

public sealed class FailureTests
{
    public static TheoryData<Exception, int, string> Cases => new()
    {
        { DataException.At("bad", "t.csv", 3, "x"), 1, "data" },
        { RefusedException.Usage("bad"), 2, "usage" },
        { RefusedException.Request("bad"), 1, "request" },
        { new SolverException("bad", new Certificate { Method = "Cholesky", Converged = false }), 3, "numerical" },
        { new OutOfMemoryException(), 5, "memory" },
        { new IOException("No space left on device", 28), 5, "disk" },
        { new IOException("bad"), 1, "file" },
        { new UnauthorizedAccessException("bad"), 1, "file" },
        { new OperationCanceledException(), 130, "cancelled" },
        { new AggregateException(new OperationCanceledException()), 130, "cancelled" },
        { new InvalidOperationException("bad"), 70, "defect" },
        { new NullReferenceException(), 70, "defect" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_kind_of_exception_has_its_exit_code(Exception exception, int exitCode, string kind)
    {
        Failure failure = Failure.From(exception, cancelledBy: null);
        Assert.Equal(exitCode, failure.ExitCode);
        Assert.Equal(kind, failure.Kind);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void A_request_to_end_gives_its_own_exit_code() =>
        Assert.Equal(143, Failure.From(new OperationCanceledException(), cancelledBy: 143).ExitCode);

    [Fact]
    public void The_place_of_a_fault_in_data_is_kept_apart() =>
        Assert.Equal("t.csv, line 3, column 'x'", Failure.From(DataException.At("bad", "t.csv", 3, "x"), null).Where);

    [Fact]
    public void Messages_become_one_line_without_control_characters() =>
        Assert.Equal("a b c", Failure.OneLine("a\r\n\tb\u001b c\n"));
}
