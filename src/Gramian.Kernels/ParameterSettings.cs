namespace Gramian.Kernels;

// What a caller changed about some hyperparameters, by name; compared by content, so that kernels are.
internal sealed class ParameterSettings : IEquatable<ParameterSettings>
{
    private readonly SortedDictionary<string, Hyperparameter> changed = new(StringComparer.Ordinal);

    public static ParameterSettings Empty { get; } = new();

    public Hyperparameter Apply(Hyperparameter plain) =>
        changed.TryGetValue(plain.Name, out Hyperparameter? setting) ? setting with { Value = plain.Value } : plain;

    public ParameterSettings Change(
        IReadOnlyList<Hyperparameter> present, string path, Func<Hyperparameter, Hyperparameter> change)
    {
        var result = new ParameterSettings();
        foreach ((string name, Hyperparameter setting) in changed)
        {
            result.changed[name] = setting;
        }

        bool found = false;
        foreach (Hyperparameter hyperparameter in present)
        {
            string name = hyperparameter.Name;
            if (name == path || name.StartsWith(path + "[", StringComparison.Ordinal))
            {
                found = true;
                Hyperparameter after = change(hyperparameter);
                if (after.Name != name || after.Value != hyperparameter.Value || after.Lower > after.Upper)
                {
                    throw new ArgumentException(
                        $"The change of '{name}' must keep its name and value and have Lower <= Upper, "
                        + $"but it gave {after}.", nameof(change));
                }

                // The value is kept by the kernel, so that settings which differ only in it are equal.
                result.changed[name] = after with { Value = 1 };
            }
        }

        return found ? result : throw new ArgumentException(
            $"The kernel has no hyperparameter '{path}'; it has {string.Join(", ", present.Select(p => p.Name))}.",
            nameof(path));
    }

    public bool Equals(ParameterSettings? other) => other is not null && changed.SequenceEqual(other.changed);

    public override bool Equals(object? obj) => Equals(obj as ParameterSettings);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach ((string name, Hyperparameter _) in changed)
        {
            hash.Add(name);
        }

        return hash.ToHashCode();
    }
}
