using System.Security.Cryptography;
using System.Text;
using Gramian.Reports.Svg;

namespace Gramian.Reports.Html;

/// <summary>The style of every page, and the content policy that allows this style and nothing else.</summary>
internal static class PageStyle
{
    private const string Rules =
        "*{box-sizing:border-box}\n"
        + "html{font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;"
        + "background:var(--ground);color:var(--ink);-webkit-text-size-adjust:100%}\n"
        + "body{margin:0}main{max-width:1120px;margin:0 auto;padding:48px 24px 72px}\n"
        + "h1{font-size:2rem;line-height:1.2;font-weight:650;letter-spacing:-.015em;margin:.15em 0 "
            + ".3em;overflow-wrap:anywhere}\n"
        + "h2{font-size:1.3rem;font-weight:650;letter-spacing:-.01em;margin:3.2rem 0 .4rem;padding-top:1.3rem;"
        + "border-top:1px solid var(--rule)}\n"
        + "h3{font-size:1rem;font-weight:600;margin:0 0 .4rem;overflow-wrap:anywhere}\n"
        + "p{margin:.4rem 0 .8rem;max-width:46rem}.lead{font-size:1.08rem;color:var(--soft)}\n"
        + ".eyebrow{font-size:.8rem;font-weight:600;letter-spacing:.08em;text-transform:uppercase;"
        + "color:var(--s0);margin:0}\n"
        + "a{color:var(--s0)}code,pre{font:.86em/1.5 ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans "
            + "Mono',monospace}\n"
        + "code{overflow-wrap:anywhere}pre{background:var(--panel);border:1px solid var(--rule);border-radius:8px;"
        + "padding:12px 14px;margin:.4rem 0;white-space:pre-wrap;overflow-wrap:anywhere}\n"
        + ".cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(158px,1fr));gap:12px;margin:1.6rem 0 "
            + ".6rem}\n"
        + ".card{background:var(--panel);border:1px solid var(--rule);border-radius:10px;padding:14px 16px}\n"
        + ".card .name{font-size:.82rem;color:var(--soft);overflow-wrap:anywhere}"
        + ".card .value{font-size:1.55rem;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums}"
        + ".card .unit{font-size:.85rem;font-weight:400;color:var(--soft)}"
        + ".card .range,.card .note{font-size:.8rem;color:var(--soft);font-variant-numeric:tabular-nums}\n"
        + "dl{display:grid;grid-template-columns:minmax(8rem,13rem) 1fr;gap:.3rem 1.2rem;margin:.8rem 0}\n"
        + "dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}dd "
            + ".why{color:var(--soft);display:block;font-size:.9rem}\n"
        + ".figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,440px),1fr));gap:28px "
            + "32px;margin:1.2rem 0}"
        + ".figures.small{grid-template-columns:repeat(auto-fill,minmax(min(100%,290px),1fr));gap:22px}\n"
        + "figure{margin:0;min-width:0;break-inside:avoid}figure svg.gr-figure{display:block;width:100%;height:auto;"
        + "background:var(--panel);border:1px solid var(--rule);border-radius:10px}\n"
        + "figcaption{font-size:.86rem;line-height:1.5;color:var(--soft);margin:.5rem 0 .1rem;max-width:46rem}\n"
        + "details{font-size:.86rem;margin:.2rem 0}summary{cursor:pointer;color:var(--soft);padding:2px 0}"
        + "summary:hover{color:var(--ink)}\n"
        + ".scroll{overflow:auto;max-height:24rem;border:1px solid var(--rule);border-radius:8px;margin:.4rem 0}\n"
        + "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}"
        + "th,td{text-align:left;padding:5px 12px;border-bottom:1px solid "
            + "var(--rule);vertical-align:top;overflow-wrap:break-word}"
        + "th{font-weight:600;color:var(--soft);position:sticky;top:0;background:var(--panel)}"
        + "td.num,th.num{text-align:right}"
        + "tr:last-child td{border-bottom:0}\n"
        + ".verdict{display:inline-block;font-size:.76rem;font-weight:650;letter-spacing:.04em;padding:1px 9px;"
        + "border:1px solid currentColor;border-radius:99px;color:var(--soft);white-space:nowrap}"
        + ".verdict.good{color:var(--good)}.verdict.bad{color:var(--bad)}\n"
        + ".warning{border-left:3px solid var(--bad);padding:.1rem 0 .1rem .9rem}\n"
        + "ol.refs{padding-left:1.2rem}ol.refs li{margin:.3rem 0;max-width:46rem;overflow-wrap:anywhere}\n"
        + "footer{margin-top:3rem;font-size:.84rem;color:var(--soft)}\n"
        + "@media (max-width:600px){main{padding:28px 16px "
            + "48px}h1{font-size:1.55rem}dl{grid-template-columns:1fr;gap:0}"
        + "dd{margin-bottom:.6rem}}\n"
        + "@media print{main{max-width:none;padding:0}details:not([open]){display:none}h2{break-after:avoid}"
        + ".figures{grid-template-columns:1fr 1fr;gap:16px}.card,figure{break-inside:avoid}}\n";

    /// <summary>The content of the only style element of a page.</summary>
    public const string Css = "\n" + FigureTheme.Variables + FigureTheme.Css + Rules;

    /// <summary>No scripts, no frames, no connections; this one style by its hash; images only from data in the
    /// page.</summary>
    public static string ContentPolicy { get; } =
        "default-src 'none'; style-src 'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))
        + "'; img-src data:; base-uri 'none'; form-action 'none'";
}
