namespace Gramian.Models.SupportVectors.Libsvm;

/// <summary>The five kinds of machines, with their numbers in LIBSVM.</summary>
public enum LibsvmKind
{
    /// <summary>Classes by a cost, "c_svc".</summary>
    CostClassification = 0,

    /// <summary>Classes by a share, "nu_svc".</summary>
    ShareClassification = 1,

    /// <summary>One class, "one_class".</summary>
    OneClass = 2,

    /// <summary>Values with a tube of given width, "epsilon_svr".</summary>
    WidthRegression = 3,

    /// <summary>Values with a tube found by a share, "nu_svr".</summary>
    ShareRegression = 4,
}
