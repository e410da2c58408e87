using System.Diagnostics;
using Gramian.Numerics.Random;

namespace Gramian.Cli.Tests.Verbs;

/// <summary>A program killed while it saves leaves the old model or the new one, whole.</summary>
[Trait("Speed", "Slow")]
public sealed class InterruptedSaveTests
{
    private const int Kills = 8;
    private const int LimitMilliseconds = 60_000;

    [Fact]
    public void A_killed_save_leaves_the_old_model_or_the_new_one()
    {
        using var folder = new TestFolder();
        folder.Write("old.csv", Samples.Small(30));
        folder.Write("new.csv", Samples.Small(900, seed: 2));
        folder.Run("fit", "old.csv", "--target", "y", "--model", "krr", "--no-report", "--output", "m.gram").AssertOk();
        byte[] old = File.ReadAllBytes(folder["m.gram"]);
        folder.Run("fit", "new.csv", "--target", "y", "--model", "krr", "--no-report", "--output", "n.gram").AssertOk();
        byte[] fresh = File.ReadAllBytes(folder["n.gram"]);
        var random = new RandomStream(3);
        int torn = 0;
        for (int i = 0; i < Kills; i++)
        {
            File.WriteAllBytes(folder["m.gram"], old);
            using (Process process = folder.Start(
                null, "fit", "new.csv", "--target", "y", "--model", "krr", "--no-report", "--output", "m.gram"))
            {
                KillWhileSaving(process, folder.Path, TimeSpan.FromMilliseconds(4 * random.NextDouble()));
            }

            byte[] found = File.ReadAllBytes(folder["m.gram"]);
            Assert.True(found.AsSpan().SequenceEqual(old) || found.AsSpan().SequenceEqual(fresh));
            folder.Run("verify", "m.gram").AssertOk();
            torn += Directory.GetFiles(folder.Path, ".m.gram.*.tmp").Length > 0 ? 1 : 0;
            Array.ForEach(Directory.GetFiles(folder.Path, ".m.gram.*.tmp"), File.Delete);
        }

        // Otherwise no kill came while the file was being written, and the test has shown nothing.
        Assert.NotEqual(0, torn);
    }

    private static void KillWhileSaving(Process process, string folder, TimeSpan delay)
    {
        var watch = Stopwatch.StartNew();
        while (!process.HasExited && Directory.GetFiles(folder, ".m.gram.*.tmp").Length == 0)
        {
            Assert.True(watch.ElapsedMilliseconds < LimitMilliseconds, "the program did not come to save");
        }

        for (watch.Restart(); watch.Elapsed < delay && !process.HasExited;)
        {
            Thread.SpinWait(50);
        }

        process.Kill();
        process.WaitForExit();
    }
}
