namespace Gramian.Atlas;

/// <summary>The experiments of the Atlas, found by reflection and ordered by slug.</summary>
public static class Experiments
{
    /// <summary>All experiments.</summary>
    public static IReadOnlyList<IExperiment> All { get; } =
    [
        .. typeof(Experiments).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IExperiment)))
            .Select(type => (IExperiment)Activator.CreateInstance(type)!)
            .OrderBy(experiment => experiment.Slug, StringComparer.Ordinal),
    ];

    /// <summary>The experiment of that slug.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IExperiment Find(string slug) =>
        All.FirstOrDefault(experiment => experiment.Slug == slug) ?? throw new ArgumentException(
            $"There is no experiment \"{slug}\"; the Atlas has {string.Join(", ", All.Select(entry => entry.Slug))}.",
            nameof(slug));
}
