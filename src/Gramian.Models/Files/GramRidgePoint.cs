namespace Gramian.Models.Files;

/// <summary>One point of a ridge path, as it stands in JSON.</summary>
internal sealed record GramRidgePoint(
    double Ridge, double? DegreesOfFreedom, double? LeaveOneOutMeanSquare, double? GeneralizedCrossValidation);
