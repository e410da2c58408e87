using Gramian.Numerics.Functions;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Random;

namespace Gramian.Numerics.Tests.Functions;

/// <summary>One elementary function: how to run it at each width, its reference, range and promised error.</summary>
public abstract record ElementaryCase(
    string Name, double Bound, double Lower, double Upper, Func<double, Wide> Reference)
{
    public static IReadOnlyList<ElementaryCase> All { get; } =
    [
        Make<ExpMap>("exp", 2, -760, 715, x => Wide.Exp(x)),
        Make<Exp2Map>("exp2", 2, -1080, 1030, x => Wide.Pow(2, x)),
        Make<Expm1Map>("expm1", 2, -50, 715, x => Wide.Expm1(x)),
        Make<LogMap>("log", 2, 0, 4, x => Wide.Log(x)),
        Make<Log1pMap>("log1p", 2, -1, 4, Wide.Log1p),
        Make<SinMap>("sin", 2, -100, 100, x => Wide.Sin(x, 0)),
        Make<CosMap>("cos", 2, -100, 100, x => Wide.Sin(x, 1)),
        Make<TanhMap>("tanh", 2, -20, 20, Wide.Tanh),
        Make<ErfMap>("erf", 2, -6, 6, Wide.Erf),
        Make<ErfcMap>("erfc", 4, -6, 27.5, Wide.Erfc),
        Make<ErfcxMap>("erfcx", 4, -26, 50, Wide.Erfcx),
        Make<SqrtMap>("sqrt", 0.5, 0, 4, x => Wide.Sqrt(x)),
        Make<ReciprocalSqrtMap>("rsqrt", 2, 0, 4, x => 1 / Wide.Sqrt(x)),
        Power(0.5), Power(-0.5), Power(1.0 / 3), Power(3), Power(-7), Power(2.5), Power(111.25), Power(-40.7),
        Power(1e-3), Power(5000.5),
    ];

    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    public static ElementaryCase Named(string name) => All.Single(c => c.Name == name);

    /// <summary>Runs at a number of lanes (1, 2, 4, 8 doubles or twice as many floats).</summary>
    public abstract double[] Run(int lanes, double[] arguments);

    /// <summary>Runs in single precision at that many bits.</summary>
    public abstract float[] RunSingle(int lanes, float[] arguments);

    /// <summary>Ordinary arguments, random bit patterns, and the neighbours of powers of two.</summary>
    public double[] Arguments(int count, ulong seed)
    {
        var random = new RandomStream(seed, (ulong)Name.Length);
        var list = new List<double>(count + 2200);
        for (int i = 0; i < count; i++)
        {
            double pattern = BitConverter.UInt64BitsToDouble(random.NextUInt64());
            double ordinary = Lower + ((Upper - Lower) * random.NextDouble());
            list.Add(i % 3 == 0 ? pattern : i % 3 == 1 ? ordinary : ordinary * Math.ScaleB(1, -random.NextInt(40)));
        }

        for (int power = -1074; power < 1024; power += 1 + (Math.Abs(power) / 32))
        {
            double x = Math.ScaleB(1, power);
            list.AddRange([x, -x, Math.BitIncrement(x), Math.BitDecrement(x), Math.BitIncrement(Math.BitIncrement(x))]);
        }

        return [.. list.Where(InDomain)];
    }

    public bool InDomain(double x) => double.IsFinite(x) && Name switch
    {
        "log" or "sqrt" or "rsqrt" => x > 0,
        "log1p" => x > -1,
        "sin" or "cos" => Math.Abs(x) < 1e9,
        _ => !Name.StartsWith("pow", StringComparison.Ordinal) || x > 0,
    };

    private static ElementaryCase Make<TMap>(
        string name, double bound, double lower, double upper, Func<double, Wide> f)
        where TMap : struct, ILaneMap => new Case<TMap>(name, bound, lower, upper, f, default);

    private static ElementaryCase Power(double p)
    {
        double edge = Math.Pow(2, 1000 / Math.Max(1, Math.Abs(p)));
        string name = FormattableString.Invariant($"pow {p:G4}");
        return new Case<PowMap>(name, 4, 0, edge, x => Wide.Pow(x, p), new PowMap(p));
    }

    private sealed record Case<TMap>(
        string Name, double Bound, double Lower, double Upper, Func<double, Wide> Reference, TMap Map)
        : ElementaryCase(Name, Bound, Lower, Upper, Reference)
        where TMap : struct, ILaneMap
    {
        public override double[] Run(int lanes, double[] arguments)
        {
            var results = new double[arguments.Length];
            switch (lanes)
            {
                case 1: LaneMap.Run<TMap, ScalarDouble, double>(Map, arguments, results); break;
                case 2: LaneMap.Run<TMap, Double2, double>(Map, arguments, results); break;
                case 4: LaneMap.Run<TMap, Double4, double>(Map, arguments, results); break;
                default: LaneMap.Run<TMap, Double8, double>(Map, arguments, results); break;
            }

            return results;
        }

        public override float[] RunSingle(int lanes, float[] arguments)
        {
            var results = new float[arguments.Length];
            switch (lanes)
            {
                case 1: LaneMap.Run<TMap, ScalarSingle, float>(Map, arguments, results); break;
                case 2: LaneMap.Run<TMap, Single4, float>(Map, arguments, results); break;
                case 4: LaneMap.Run<TMap, Single8, float>(Map, arguments, results); break;
                default: LaneMap.Run<TMap, Single16, float>(Map, arguments, results); break;
            }

            return results;
        }

        public override string ToString() => Name;
    }
}
