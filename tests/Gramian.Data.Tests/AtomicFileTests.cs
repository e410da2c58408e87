namespace Gramian.Data.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gramian").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Writes_and_replaces_and_leaves_nothing_else()
    {
        string path = Path.Combine(folder, "größe.txt");
        AtomicFile.WriteText(path, writer => writer.Write("one"));
        AtomicFile.WriteText(path, writer => writer.Write("two"));
        Assert.Equal("two", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_failure_keeps_the_old_file_and_leaves_no_temporary_one()
    {
        string path = Path.Combine(folder, "a");
        AtomicFile.WriteText(path, writer => writer.Write("old"));
        Assert.Throws<InvalidTimeZoneException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidTimeZoneException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void Spares_a_file_of_another_kind_and_a_folder()
    {
        string path = Path.Combine(folder, "a");
        File.WriteAllText(path, "mine");
        Assert.Throws<DataException>(() => AtomicFile.Write(path, _ => { }, _ => false));
        Assert.Throws<DataException>(() => AtomicFile.Write(folder, _ => { }));
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Fact]
    public void Refuses_a_folder_that_is_not_there() =>
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(folder, "no", "a"), _ => { }));

    [Fact]
    public void Keeps_the_rights_of_the_file_it_replaces()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such rights.");
#pragma warning disable CA1416 // skipped there
        string path = Path.Combine(folder, "a");
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.WriteText(path, writer => writer.Write("new"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
#pragma warning restore CA1416
    }
}
