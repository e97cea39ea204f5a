package org.coroutines4j.benchmarks;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.coroutines4j.benchmarks.Processes.AgainstAsyncio;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jspecify.annotations.Nullable;

/**
 * A bar chart of one run, as SVG and PNG: for each workload, the time of coroutines4j divided by
 * that of the best Java peer, of Kotlin and of asyncio, sorted, on a logarithmic axis.
 */
final class Chart {
  static final int WIDTH = 1000;
  private static final int BAR = 20;
  private static final int AROUND = 140;
  private static final Color GRID = new Color(0xdddddd);

  private final int cores;
  private final List<Bar> bars = new ArrayList<>();

  /** The ratio of one workload to one peer. */
  private record Bar(String label, PeerKind kind, double ratio) {}

  private Chart(int cores) {
    this.cores = cores;
  }

  static Chart of(Results results, int cores) {
    Chart chart = new Chart(cores);
    results
        .byWorkload(cores)
        .forEach(
            (workload, peers) -> {
              chart.add(workload, peers, results.best(peers, PeerKind.JAVA));
              chart.add(workload, peers, results.best(peers, PeerKind.KOTLIN));
            });
    for (AgainstAsyncio one : results.asyncio()) {
      if (one.cores() == cores) {
        chart.bars.add(
            new Bar(
                one.program() + " : asyncio", PeerKind.ASYNCIO, one.median() / one.pythonMedian()));
      }
    }
    chart.bars.sort(Comparator.comparingDouble(Bar::ratio));
    return chart;
  }

  private void add(String workload, List<Measured> peers, @Nullable Measured best) {
    double ours = Results.ours(peers);
    if (best != null && !Double.isNaN(ours)) {
      bars.add(new Bar(workload + " : " + best.peer(), best.kind(), ours / best.median()));
    }
  }

  static String fileName(int cores) {
    return Markdown.cores(cores).replace(' ', '-');
  }

  /** Writes the picture into {@code folder}, named after the number of cores. */
  void write(Path folder) throws IOException {
    if (bars.isEmpty()) {
      return;
    }
    JFreeChart chart = chart();
    int height = AROUND + BAR * bars.size();
    ChartUtils.saveChartAsPNG(
        folder.resolve(fileName(cores) + ".png").toFile(), chart, WIDTH, height);
    VectorGraphics2D graphics = new VectorGraphics2D();
    chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
    Document svg =
        Processors.get("svg")
            .getDocument(graphics.getCommands(), new PageSize(0, 0, WIDTH, height));
    try (OutputStream file = Files.newOutputStream(folder.resolve(fileName(cores) + ".svg"))) {
      svg.writeTo(file);
    }
  }

  private JFreeChart chart() {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    bars.forEach(bar -> data.addValue(bar.ratio(), "ratio", bar.label()));
    CategoryPlot plot = new CategoryPlot(data, workloads(), ratios(), renderer());
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(GRID);
    plot.setOutlineVisible(false);
    plot.addRangeMarker(new ValueMarker(1, Color.BLACK, new BasicStroke(1.5f)), Layer.FOREGROUND);
    plot.setFixedLegendItems(legend());
    JFreeChart chart =
        new JFreeChart(
            "Time of coroutines4j divided by the peer's, on " + Markdown.cores(cores),
            new Font(Font.SANS_SERIF, Font.BOLD, 16),
            plot,
            true);
    chart.setBackgroundPaint(Color.WHITE);
    return chart;
  }

  private static CategoryAxis workloads() {
    CategoryAxis axis = new CategoryAxis();
    axis.setMaximumCategoryLabelWidthRatio(0.6f);
    axis.setLowerMargin(0.005);
    axis.setUpperMargin(0.005);
    axis.setCategoryMargin(0.15);
    return axis;
  }

  private LogAxis ratios() {
    LogAxis axis = new LogAxis("left of 1 coroutines4j is faster (logarithmic)");
    axis.setBase(2);
    axis.setTickUnit(new NumberTickUnit(1));
    axis.setNumberFormatOverride(format("0.###"));
    axis.setMinorTickMarksVisible(false);
    // leaves room for the labels at the ends of the bars
    axis.setRange(
        Math.min(0.5, bars.get(0).ratio() / 1.5),
        Math.max(2, bars.get(bars.size() - 1).ratio() * 1.5));
    return axis;
  }

  private BarRenderer renderer() {
    BarRenderer renderer =
        new BarRenderer() {
          @Override
          public Paint getItemPaint(int row, int column) {
            return bars.get(column).kind().color();
          }
        };
    renderer.setBase(1);
    renderer.setIncludeBaseInRange(false);
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setDefaultItemLabelGenerator(
        new StandardCategoryItemLabelGenerator("{2}", format("0.00")));
    renderer.setDefaultItemLabelsVisible(true);
    ItemLabelPosition beside =
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT);
    renderer.setDefaultPositiveItemLabelPosition(beside);
    renderer.setDefaultNegativeItemLabelPosition(beside);
    return renderer;
  }

  private LegendItemCollection legend() {
    LegendItemCollection legend = new LegendItemCollection();
    for (PeerKind kind : PeerKind.values()) {
      if (bars.stream().anyMatch(bar -> bar.kind() == kind)) {
        legend.add(new LegendItem(kind.label(), kind.color()));
      }
    }
    return legend;
  }

  private static DecimalFormat format(String pattern) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
  }
}
