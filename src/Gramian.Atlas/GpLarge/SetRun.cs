using Gramian.Numerics;

namespace Gramian.Atlas.GpLarge;

/// <summary>One set under all candidates, beside the peer.</summary>
/// <param name="Name">The name of the set.</param>
/// <param name="Rows">The number of training rows.</param>
/// <param name="Runs">The candidates, the sparse process of the claims first.</param>
/// <param name="PeerRmse">The RMSE of NumPy's Nyström.</param>
internal sealed record SetRun(string Name, int Rows, IReadOnlyList<CandidateRun> Runs, double PeerRmse)
{
    /// <summary>Our sparse process.</summary>
    public CandidateRun Reference => Runs[0];

    /// <summary>The candidate with the least NLPD on held-out training rows.</summary>
    public CandidateRun Chosen { get; } = Runs.MinBy(run => run.Held.Nlpd)!;

    public static SetRun Of(Division division, double seconds, double peerRmse, ulong seed, ComputeOptions compute) =>
        new(
            division.Name, division.Train.Count,
            [
                .. Candidate.All(division.Train.Count, division.Train.Dimension, seconds, seed)
                    .Select(candidate => CandidateRun.Of(candidate, division, seed, compute)),
            ],
            peerRmse);
}
