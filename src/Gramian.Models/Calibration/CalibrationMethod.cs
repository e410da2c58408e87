namespace Gramian.Models.Calibration;

/// <summary>How decision values become probabilities.</summary>
public enum CalibrationMethod
{
    /// <summary>A sigmoid of two numbers for each column; the safest with few rows.</summary>
    Platt,

    /// <summary>A step function that never falls, joined by lines; needs about a thousand rows.</summary>
    Isotonic,

    /// <summary>One number that all classes share; the order of the classes stays.</summary>
    Temperature,
}
