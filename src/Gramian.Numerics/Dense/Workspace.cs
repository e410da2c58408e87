namespace Gramian.Numerics.Dense;

// A pool of native buffers for the process: renting a warm size allocates nothing. Fresh pages cost far more than the
// copies made into them, hence buffers are kept, until a full collection finds them idle since the one before.
internal static unsafe class Workspace
{
    private static readonly WorkBuffer?[] Slots = Begin();

    /// <summary>Rents a buffer of at least so many elements, aligned to 64 bytes; Dispose gives it back.</summary>
    public static WorkBuffer Rent<T>(nint elements)
        where T : unmanaged
    {
        nint bytes = Math.Max(checked(elements * sizeof(T)), 64);
        while (true)
        {
            int best = -1;
            nint bestBytes = nint.MaxValue;
            for (int i = 0; i < Slots.Length; i++)
            {
                // A buffer far larger than needed is left for whoever needs it.
                if (Volatile.Read(ref Slots[i]) is { } found && found.Bytes >= bytes && found.Bytes < bestBytes
                    && found.Bytes <= (8 * bytes) + 65536)
                {
                    best = i;
                    bestBytes = found.Bytes;
                }
            }

            if (best < 0)
            {
                return new WorkBuffer(bytes);
            }

            if (Interlocked.Exchange(ref Slots[best], null) is { } taken)
            {
                if (taken.Bytes >= bytes)
                {
                    taken.Idle = false;
                    return taken;
                }

                GiveBack(taken);
            }
        }
    }

    public static void GiveBack(WorkBuffer buffer)
    {
        for (int i = 0; i < Slots.Length; i++)
        {
            if (Volatile.Read(ref Slots[i]) is null && Interlocked.CompareExchange(ref Slots[i], buffer, null) is null)
            {
                return;
            }
        }

        buffer.Free();
    }

    /// <summary>Frees the buffers that nobody rented since the last call.</summary>
    public static void Trim()
    {
        for (int i = 0; i < Slots.Length; i++)
        {
            if (Interlocked.Exchange(ref Slots[i], null) is not { } buffer)
            {
                continue;
            }

            if (buffer.Idle)
            {
                buffer.Free();
                continue;
            }

            buffer.Idle = true;
            GiveBack(buffer);
        }
    }

    private static WorkBuffer?[] Begin()
    {
        WorkspaceTrimmer.Start();
        return new WorkBuffer?[64];
    }
}
