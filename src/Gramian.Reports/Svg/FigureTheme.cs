namespace Gramian.Reports.Svg;

/// <summary>The colours and strokes of figures, as CSS: light, dark and for print.</summary>
/// <remarks>
/// The series colours are those of Okabe and Ito, told apart by all common kinds of colour blindness; on a dark ground
/// they are lightened at the same hue.
/// </remarks>
public static class FigureTheme
{
    private const string Light =
        "--ground:#fdfdfc;--panel:#ffffff;--ink:#1d2126;--soft:#59616b;--rule:#e4e6ea;--axis:#9aa1ab;--s0:#0072b2;"
        + "--s1:#d55e00;--s2:#009e73;--s3:#b8770a;--s4:#3b9bd0;--s5:#b5598f;--n:#7a828c;--good:#00734f;--bad:#b23c00;";

    private const string Dark =
        "--ground:#14171b;--panel:#1a1e23;--ink:#e7eaee;--soft:#a3acb7;--rule:#2c323a;--axis:#68717c;--s0:#58aee6;"
        + "--s1:#f48b4f;--s2:#35c39b;--s3:#efb743;--s4:#8fd0f5;--s5:#e09ac5;--n:#8f98a3;--good:#4fcfa6;--bad:#ff9a66;";

    /// <summary>The variables that the light and the dark theme set; print is always light.</summary>
    public const string Variables =
        ":root{color-scheme:light dark;" + Light + "}\n@media screen and (prefers-color-scheme:dark){:root{" + Dark
            + "}}\n";

    /// <summary>The rules for the classes that figures use.</summary>
    public const string Css =
        ".gr-figure{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica "
            + "Neue',Arial,sans-serif;font-size:12px}\n"
        + ".gr-figure text{fill:var(--soft);font-variant-numeric:tabular-nums}\n"
        + ".gr-figure .gr-title{fill:var(--ink);font-size:15px;font-weight:600}\n"
        + ".gr-figure .gr-caption{fill:var(--ink);font-size:12.5px}\n"
        + ".gr-mid{text-anchor:middle}.gr-end{text-anchor:end}\n"
        + ".gr-note{font-size:11px}\n"
        + ".gr-grid{stroke:var(--rule);stroke-width:1;fill:none}.gr-axis{stroke:var(--axis);stroke-width:1;fill:none}\n"
        + ".gr-s0{color:var(--s0)}.gr-s1{color:var(--s1)}.gr-s2{color:var(--s2)}.gr-s3{color:var(--s3)}"
        + ".gr-s4{color:var(--s4)}.gr-s5{color:var(--s5)}.gr-n{color:var(--n)}\n"
        + ".gr-line{stroke:currentColor;stroke-width:1.8;fill:none;stroke-linejoin:round;stroke-linecap:round}"
        + ".gr-thin{stroke-width:1}.gr-dash{stroke-dasharray:5 4}\n"
        + ".gr-band{fill:currentColor;fill-opacity:.17}.gr-bar{fill:currentColor;fill-opacity:.78}"
        + ".gr-pale{fill-opacity:.22}.gr-full{fill-opacity:1}\n"
        + ".gr-dots{stroke:currentColor;stroke-width:4.6;stroke-linecap:round;stroke-opacity:.5;fill:none}"
        + ".gr-big{stroke-width:7;stroke-opacity:.85}\n"
        + ".gr-range{stroke:currentColor;stroke-width:1;stroke-opacity:.3;fill:none}"
        + ".gr-strong{stroke-width:1.6;stroke-opacity:.75}\n"
        + ".gr-ref{stroke:var(--n);stroke-width:1.3;stroke-dasharray:5 4;fill:none}\n"
        + ".gr-rug{stroke:currentColor;stroke-width:1;stroke-opacity:.45;fill:none}\n"
        + ".gr-image{image-rendering:pixelated}.gr-cell{fill:currentColor}"
        + ".gr-ring{fill:none;stroke:var(--ink);stroke-width:2.5}\n";

    /// <summary>The style of a drawing that stands alone as a file.</summary>
    internal const string FileStyle = Variables + Css + ".gr-ground{fill:var(--panel)}\n";
}
