using Gramian.Numerics;
using Spectre.Console;

namespace Gramian.Cli.Output;

/// <summary>
/// Shows the progress of a computation on the terminal of standard error. The only user of the drawing library.
/// </summary>
internal static class ProgressDisplay
{
    public static T Run<T>(string title, ComputeOptions options, Func<ComputeOptions, T> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            ColorSystem = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                ? ColorSystemSupport.Detect
                : ColorSystemSupport.NoColors,
        });
        return console.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title));
                task.IsIndeterminate = true;
                return work(options with { Progress = new Receiver(task) });
            });
    }

    // Called from the threads of the computation, so it only hands values over; the display redraws by its own clock.
    private sealed class Receiver(ProgressTask task) : IProgress<ComputeProgress>
    {
        public void Report(ComputeProgress value)
        {
            string detail = value.Detail.Length > 0 ? $" ({value.Detail})" : "";
            task.Description = Markup.Escape(value.Stage + detail);
            task.IsIndeterminate = double.IsNaN(value.Fraction);
            if (!task.IsIndeterminate)
            {
                task.Value = 100 * Math.Clamp(value.Fraction, 0, 1);
            }
        }
    }
}
