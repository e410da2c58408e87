using System.Text.Json;
using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Calibration;
using Gramian.Models.SupportVectors;
using Gramian.Models.TableClasses;
using Gramian.Numerics;

namespace Gramian.Models.Files;

/// <summary>Turns calibrations of classifiers into JSON, and back.</summary>
internal static class CalibrationCodec
{
    public static GramCalibration Encode(CalibratedClassModel model) => new(
        model.Method.ToString(),
        model.Temperature?.Temperature,
        model.Method == CalibrationMethod.Platt
            ? [.. model.Scalings.Cast<PlattScaling>().Select(scaling => new[] { scaling.A, scaling.B })]
            : null,
        model.Method == CalibrationMethod.Isotonic
            ? [.. model.Scalings.Cast<IsotonicScaling>().Select(
                scaling => new GramSteps([.. scaling.Values], [.. scaling.Probabilities]))]
            : null);

    /// <summary>Wraps a classifier; it must have as many columns of decision values as there are scalings.</summary>
    public static CalibratedClassModel Decode(GramCalibration state, IKernelClassifier inner)
    {
        CalibrationMethod method = PipelineCodec.Name<CalibrationMethod>(state.Method);
        if ((state.Temperature is not null) != (method == CalibrationMethod.Temperature)
            || (state.Sigmoids is not null) != (method == CalibrationMethod.Platt)
            || (state.Steps is not null) != (method == CalibrationMethod.Isotonic))
        {
            throw new JsonException($"The calibration is not one by {DataException.Show(state.Method)} alone.");
        }

        IScoreScaling[] scalings = method switch
        {
            CalibrationMethod.Platt => Array.ConvertAll<double[], IScoreScaling>(state.Sigmoids!, Sigmoid),
            CalibrationMethod.Isotonic => Array.ConvertAll<GramSteps, IScoreScaling>(state.Steps!, Steps),
            _ => [],
        };
        Points points = inner.KeptPoints ?? throw new JsonException("A calibrated model keeps points.");
        if (method != CalibrationMethod.Temperature)
        {
            using Matrix<double> values = inner.DecisionValues(points.Select([0]));
            Guard.Length(scalings.Length, values.Columns, nameof(scalings));
        }

        TemperatureScaling? temperature = state.Temperature is { } given ? new TemperatureScaling(given) : null;
        var model = new CalibratedClassModel(
            inner, new FittedCalibratedClassifier(inner, scalings, temperature), method);
        SystemCheck.Probabilities(model, points);
        return model;
    }

    // A list may hold null, whatever its type says.
    private static IScoreScaling Sigmoid(double[]? numbers) => numbers is { Length: 2 }
        ? new PlattScaling(
            GramNumbers.Bounded(numbers, nameof(numbers))[0], GramNumbers.Bounded(numbers, nameof(numbers))[1])
        : throw new JsonException("A sigmoid has a slope and a shift.");

    private static IScoreScaling Steps(GramSteps? steps) => steps is null
        ? throw new JsonException("Steps have values and probabilities.")
        : new IsotonicScaling(GramNumbers.Bounded(steps.Values, nameof(steps.Values)), steps.Probabilities);
}
