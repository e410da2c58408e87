namespace Gramian.Cli.Tests.Verbs;

/// <summary>Model files that are damaged or none: no verb loads them, none crashes.</summary>
public sealed class DamagedModelTests(FittedFolder fitted) : IClassFixture<FittedFolder>
{
    private const int Cases = 60;

    [Fact]
    public void A_truncated_model_never_loads()
    {
        byte[] whole = File.ReadAllBytes(fitted.Folder["parts.gram"]);
        for (int i = 0; i < Cases; i++)
        {
            Refused(whole[..(int)((long)whole.Length * i / Cases)]);
        }

        Refused(whole[..^1]);
        Refused([.. whole, 0]);
    }

    [Fact]
    public void A_model_with_a_flipped_bit_never_loads()
    {
        byte[] whole = File.ReadAllBytes(fitted.Folder["parts.gram"]);
        for (int i = 0; i < Cases; i++)
        {
            // Half of the cases hit the header, where every byte means something.
            int position = i % 2 == 0 ? i * 37 % 2000 : (int)((long)whole.Length * i / Cases);
            byte[] damaged = [.. whole];
            damaged[position] ^= (byte)(1 << (i % 8));
            Refused(damaged);
        }
    }

    [Fact]
    public void Damage_under_right_digests_is_refused_in_one_line_or_predicts()
    {
        byte[] whole = File.ReadAllBytes(fitted.Folder["parts.gram"]);
        // Nothing changed: the rebuilt file is a model, so what is refused below is refused for its content.
        File.WriteAllBytes(fitted.Folder["rebuilt.gram"], RebuiltModel.WithDocument(whole, text => text));
        InProcess.Run("verify", fitted.Folder["rebuilt.gram"]).AssertOk();
        int refused = 0;
        for (int i = 0; i < Cases; i++)
        {
            int share = i;
            byte[] damaged = i % 2 == 0
                ? RebuiltModel.WithByte(whole, length => (int)((long)length * share / Cases), (byte)(0x80 >> (i % 3)))
                : RebuiltModel.WithDocument(whole, text => text.Remove(text.Length * share / Cases, 1 + (share % 5)));
            File.WriteAllBytes(fitted.Folder["rebuilt.gram"], damaged);
            RunResult run = InProcess.Run("predict", fitted.Folder["rebuilt.gram"], fitted.Folder["new.csv"]);
            if (run.ExitCode == 0)
            {
                Assert.DoesNotContain("NaN", run.Output);
                continue;
            }

            refused++;
            run.AssertRefused(run.ExitCode == 3 ? 3 : 1);
        }

        Assert.InRange(refused, Cases / 4, Cases);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("cite")]
    [InlineData("verify")]
    [InlineData("predict")]
    [InlineData("evaluate")]
    public void Every_verb_refuses_a_damaged_model_in_one_line(string verb)
    {
        byte[] damaged = File.ReadAllBytes(fitted.Folder["parts.gram"]);
        damaged[^5] ^= 1;
        File.WriteAllBytes(fitted.Folder["damaged.gram"], damaged);
        string[] table = verb is "predict" or "evaluate" ? ["new.csv"] : [];
        fitted.Folder.Run([verb, "damaged.gram", .. table]).AssertRefused(1, "damaged.gram");
    }

    [Theory]
    [InlineData("none.gram", "no such file")]
    [InlineData(".", "folder")]
    [InlineData("parts.csv", "parts.csv")]
    public void What_is_no_model_is_refused(string path, string said)
    {
        fitted.Folder.Run("inspect", path).AssertRefused(1, said);
        RunResult json = fitted.Folder.Run("verify", path, "--json");
        Assert.Equal(1, json.ExitCode);
        Assert.NotNull(json.Json["error"]);
    }

    private void Refused(byte[] bytes)
    {
        string path = fitted.Folder["mutant.gram"];
        File.WriteAllBytes(path, bytes);
        InProcess.Run("inspect", path).AssertRefused(1);
        InProcess.Run("verify", path).AssertRefused(1);
    }
}
