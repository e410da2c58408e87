using System.Text.Json.Serialization;

namespace Gramian.Models.Files;

/// <summary>The text part of a model file as it stands in JSON: format, kind, pipeline, card and state.</summary>
/// <remarks>
/// A number that is not finite stands as null. A reader knows every member, or refuses the file; members that came with
/// a later minor version are left out where they say nothing, so that an earlier reader reads what it can.
/// </remarks>
internal sealed record GramDocument(
    string Format,
    string MinReader,
    string Kind,
    GramPipeline Pipeline,
    GramCard Card,
    GramProcess? GaussianProcess,
    GramRidge? KernelRidge,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramIterative? IterativeProcess = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramSparse? SparseProcess = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramNystrom? NystromRidge = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramVecchia? VecchiaProcess = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramSupportVectors? SupportVectors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramGrid? GridProcess = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramFourier? FourierProcess = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramProcessClasses? ProcessClasses = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramLogistic? KernelLogistic = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramRidgeClasses? RidgeClasses = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramInducedClasses? InducedClasses = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramDirichlet? DirichletClasses = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramCalibration? Calibration = null)
{
    /// <summary>The state of the model when there is one alone; null otherwise.</summary>
    public object? OnlyState()
    {
        object?[] states =
        [
            GaussianProcess, KernelRidge, IterativeProcess, SparseProcess, NystromRidge, VecchiaProcess, SupportVectors,
            GridProcess, FourierProcess, ProcessClasses, KernelLogistic, RidgeClasses,
            InducedClasses, DirichletClasses,
        ];
        return states.Count(state => state is not null) == 1 ? states.First(state => state is not null) : null;
    }
}
