using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Pairs;

// Compiled fully at the first call: each loop is short, and is entered a million times.
internal static unsafe class PairSearchLoops<TLane, TVector>
    where TLane : struct, IPairLane<TVector>
    where TVector : struct
{
    private const int MaximumLanes = 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int Largest(double* values, int count)
    {
        TVector best = TLane.Broadcast(double.NegativeInfinity);
        TVector place = TLane.Broadcast(-1);
        TVector here = TLane.Ramp;
        TVector step = TLane.Broadcast(TLane.Count);
        for (int i = 0; i < count; i += TLane.Count)
        {
            TVector value = TLane.Load(values + i);
            place = TLane.WhereGreater(value, best, here, place);
            best = TLane.WhereGreater(value, best, value, best);
            here = TLane.Add(here, step);
        }

        return First(best, place);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static PairChoice BestPartner(
        double* low, float* row, double* diagonal, double top, double topDiagonal, double floor, int count)
    {
        TVector zero = TLane.Broadcast(0);
        TVector best = zero;
        TVector place = TLane.Broadcast(-1);
        TVector here = TLane.Ramp;
        TVector step = TLane.Broadcast(TLane.Count);
        TVector tops = TLane.Broadcast(top), corner = TLane.Broadcast(topDiagonal);
        TVector minusTwo = TLane.Broadcast(-2), floors = TLane.Broadcast(floor);
        TVector farthest = TLane.Broadcast(double.NegativeInfinity);
        for (int i = 0; i < count; i += TLane.Count)
        {
            TVector distance = TLane.Subtract(tops, TLane.Load(low + i));
            farthest = TLane.WhereGreater(distance, farthest, distance, farthest);
            TVector curvature = TLane.MultiplyAdd(
                minusTwo, TLane.LoadSingles(row + i), TLane.Add(corner, TLane.Load(diagonal + i)));
            curvature = TLane.WhereGreater(curvature, zero, curvature, floors);
            TVector value = TLane.Divide(TLane.Multiply(distance, distance), curvature);
            value = TLane.WhereGreater(distance, zero, value, zero);
            place = TLane.WhereGreater(value, best, here, place);
            best = TLane.WhereGreater(value, best, value, best);
            here = TLane.Add(here, step);
        }

        int index = First(best, place, out double gain);
        double* distances = stackalloc double[MaximumLanes];
        TLane.Store(farthest, distances);
        double largest = distances[0];
        for (int lane = 1; lane < TLane.Count; lane++)
        {
            largest = Math.Max(largest, distances[lane]);
        }

        return new PairChoice(index, gain, largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int Move(double* up, double* low, float* first, float* second, double step, int count)
    {
        TVector best = TLane.Broadcast(double.NegativeInfinity);
        TVector place = TLane.Broadcast(-1);
        TVector here = TLane.Ramp;
        TVector next = TLane.Broadcast(TLane.Count);
        TVector minus = TLane.Broadcast(-step);
        for (int i = 0; i < count; i += TLane.Count)
        {
            TVector slope = TLane.Subtract(TLane.LoadSingles(first + i), TLane.LoadSingles(second + i));
            TVector value = TLane.MultiplyAdd(minus, slope, TLane.Load(up + i));
            TLane.Store(value, up + i);
            TLane.Store(TLane.MultiplyAdd(minus, slope, TLane.Load(low + i)), low + i);
            place = TLane.WhereGreater(value, best, here, place);
            best = TLane.WhereGreater(value, best, value, best);
            here = TLane.Add(here, next);
        }

        return First(best, place);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddRows(float** rows, double* weights, int rowCount, double* sums, int count)
    {
        int k = 0;
        for (; k + 4 <= rowCount; k += 4)
        {
            TVector w0 = TLane.Broadcast(weights[k]), w1 = TLane.Broadcast(weights[k + 1]);
            TVector w2 = TLane.Broadcast(weights[k + 2]), w3 = TLane.Broadcast(weights[k + 3]);
            float* r0 = rows[k], r1 = rows[k + 1], r2 = rows[k + 2], r3 = rows[k + 3];
            int i = 0;
            for (; i + TLane.Count <= count; i += TLane.Count)
            {
                TVector sum = TLane.MultiplyAdd(w0, TLane.LoadSingles(r0 + i), TLane.Load(sums + i));
                sum = TLane.MultiplyAdd(w1, TLane.LoadSingles(r1 + i), sum);
                sum = TLane.MultiplyAdd(w2, TLane.LoadSingles(r2 + i), sum);
                TLane.Store(TLane.MultiplyAdd(w3, TLane.LoadSingles(r3 + i), sum), sums + i);
            }

            for (; i < count; i++)
            {
                double sum = Math.FusedMultiplyAdd(weights[k], r0[i], sums[i]);
                sum = Math.FusedMultiplyAdd(weights[k + 1], r1[i], sum);
                sum = Math.FusedMultiplyAdd(weights[k + 2], r2[i], sum);
                sums[i] = Math.FusedMultiplyAdd(weights[k + 3], r3[i], sum);
            }
        }

        for (; k < rowCount; k++)
        {
            TVector weight = TLane.Broadcast(weights[k]);
            float* row = rows[k];
            int i = 0;
            for (; i + TLane.Count <= count; i += TLane.Count)
            {
                TLane.Store(TLane.MultiplyAdd(weight, TLane.LoadSingles(row + i), TLane.Load(sums + i)), sums + i);
            }

            for (; i < count; i++)
            {
                sums[i] = Math.FusedMultiplyAdd(weights[k], row[i], sums[i]);
            }
        }
    }

    private static int First(TVector best, TVector place) => First(best, place, out _);

    // The largest of the lanes; of equal ones the least place, whatever the number of lanes.
    private static int First(TVector best, TVector place, out double largest)
    {
        double* values = stackalloc double[MaximumLanes], places = stackalloc double[MaximumLanes];
        TLane.Store(best, values);
        TLane.Store(place, places);
        int chosen = -1;
        largest = double.NegativeInfinity;
        for (int lane = 0; lane < TLane.Count; lane++)
        {
            int index = (int)places[lane];
            if (index >= 0 && (values[lane] > largest || (values[lane] == largest && index < chosen)))
            {
                (largest, chosen) = (values[lane], index);
            }
        }

        return chosen;
    }
}
