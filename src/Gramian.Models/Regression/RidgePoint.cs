namespace Gramian.Models.Regression;

/// <summary>Represents what one λ of a ridge path achieves.</summary>
/// <param name="Ridge">λ, which n multiplies.</param>
/// <param name="DegreesOfFreedom">tr H, the effective number of parameters, in [0, n].</param>
/// <param name="LeaveOneOutMeanSquare">The mean squared leave-one-out residual over rows and targets.</param>
/// <param name="GeneralizedCrossValidation">GCV = n ‖y − ŷ‖² / (n − tr H)², summed over the targets.</param>
public readonly record struct RidgePoint(
    double Ridge, double DegreesOfFreedom, double LeaveOneOutMeanSquare, double GeneralizedCrossValidation);
