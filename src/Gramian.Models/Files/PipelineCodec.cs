using System.Text.Json;
using Gramian.Data;
using Gramian.Data.Encoders;
using Gramian.Models.Tables;

namespace Gramian.Models.Files;

/// <summary>Turns pipelines into their JSON form and back, through the constructors that check them.</summary>
internal static class PipelineCodec
{
    public static GramPipeline Encode(FittedTablePipeline pipeline) => new(
        pipeline.Target, pipeline.TargetUnit, pipeline.TargetScaling.Mean, pipeline.TargetScaling.Scale,
        pipeline.Missing.ToString(), [.. pipeline.Columns.Select(Encode)],
        pipeline.Classes is { } classes ? [.. classes.Names] : null, pipeline.Classes?.Type.ToString());

    public static FittedTablePipeline Decode(GramPipeline pipeline) => new(
        [.. pipeline.Columns.Select(Decode)],
        pipeline.Target,
        pipeline.TargetUnit,
        new Standardizer(pipeline.TargetMean, pipeline.TargetScale),
        Name<MissingValues>(pipeline.Missing))
    {
        Classes = (pipeline.Classes, pipeline.ClassType) switch
        {
            ({ } names, { } type) => new TargetClasses(names, Name<ColumnType>(type)),
            (null, null) => null,
            _ => throw new JsonException("The classes of the target need their names and their type."),
        },
    };

    /// <summary>The member of an enumeration by its exact name.</summary>
    public static T Name<T>(string name)
        where T : struct, Enum => Enum.GetValues<T>().Where(value => value.ToString() == name).ToArray() is [T found]
            ? found
            : throw new JsonException($"'{DataException.Show(name)}' is not a known {typeof(T).Name}.");

    private static GramColumn Encode(ColumnEncoding column) => column switch
    {
        NumberEncoding number => new GramColumn(
            number.Name, number.Unit, number.Type.ToString(), number.Imputer.Indicator, number.Imputer.Median,
            number.Standardizer.Mean, number.Standardizer.Scale, number.Constant, null, null),
        CategoryEncoding category => new GramColumn(
            category.Name, category.Unit, category.Type.ToString(), category.Indicator, null, null, null, null,
            [.. category.Encoder.Levels], [.. category.Encoder.RareLevels]),
        _ => throw new NotSupportedException($"A {column.GetType().Name} cannot be kept in a file."),
    };

    private static ColumnEncoding Decode(GramColumn column)
    {
        ArgumentException.ThrowIfNullOrEmpty(column.Name);
        ColumnType type = Name<ColumnType>(column.Type);
        return column switch
        {
            {
                Median: { } median, Mean: { } mean, Scale: { } scale, Constant: { } constant, Levels: null,
                RareLevels: null
            } =>
                new NumberEncoding(column.Name, column.Unit, type, new MedianImputer(median, column.Indicator),
                    new Standardizer(mean, scale), constant),
            { Median: null, Mean: null, Scale: null, Constant: null, Levels: { } levels, RareLevels: { } rare }
                when type == ColumnType.Category =>
                new CategoryEncoding(column.Name, column.Unit, new OneHotEncoder(levels, rare), column.Indicator),
            _ => throw new JsonException("A column has the state of another type."),
        };
    }
}
