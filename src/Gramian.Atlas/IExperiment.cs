namespace Gramian.Atlas;

/// <summary>Represents an executable reproduction of a published claim. It is found because it exists.</summary>
public interface IExperiment
{
    /// <summary>The name on the command line and of the bibliography's slug field, such as gp-uci.</summary>
    string Slug { get; }

    /// <summary>One line: what is claimed.</summary>
    string Title { get; }

    /// <summary>The key of the source in docs/papers.bib.</summary>
    string PaperKey { get; }

    /// <summary>Runs the experiment.</summary>
    /// <exception cref="Data.DataException">A table that the experiment needs is missing or malformed.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    ExperimentResult Run(ExperimentContext context);
}
